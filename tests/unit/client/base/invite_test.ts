/** What people pass on so that others can join. */
import assert from "node:assert/strict";
import { inviteCommand, inviteLines } from "../../../../client/base/mod.ts";
import { parseInvite } from "../../../../protocol/address.ts";

const fingerprint = "A".repeat(43);
const address = { host: "fe80::1", port: 6000 };

Deno.test("inviteCommand() names the server and how to reach it", () => {
  const encrypted = inviteCommand({ address, isEncrypted: true, fingerprint });
  assert.equal(encrypted, `chat join [fe80::1]:6000#${fingerprint}`);
  assert.deepEqual(parseInvite(encrypted.split(" ")[2] ?? ""), { ...address, fingerprint });
  assert.equal(inviteCommand({ address, isEncrypted: true }), "chat join [fe80::1]:6000");
  assert.equal(inviteCommand({ address, isEncrypted: false }), "chat join [fe80::1]:6000 --plain");
});

Deno.test("inviteLines() has the command, then the invite as a QR code", async () => {
  const [command, ...code] = await inviteLines({ address, isEncrypted: false });
  assert.equal(command, "chat join [fe80::1]:6000 --plain");
  assert.ok(code.length > 10 && code.every((row) => /^[ █▀▄]+$/.test(row)), code.join("\n"));
  const widths = new Set(code.map((row) => row.length));
  assert.equal(widths.size, 1, "a rectangle");
});
