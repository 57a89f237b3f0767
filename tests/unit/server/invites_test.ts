import assert from "node:assert/strict";
import { commandFor, invites } from "../../../server/process/invites.ts";

const INTERFACES = [
  { family: "IPv4", address: "127.0.0.1" },
  { family: "IPv4", address: "192.168.1.20" },
  { family: "IPv4", address: "10.0.0.2" },
  { family: "IPv6", address: "::1" },
  { family: "IPv6", address: "fe80::1" },
  { family: "IPv6", address: "2001:db8::1" },
] as const;
const PINNED = { kind: "pinned", fingerprint: "f" } as const;

Deno.test("invites() names every address that others reach", () => {
  const v4 = ["192.168.1.20:5050#f", "10.0.0.2:5050#f"];
  assert.deepEqual(invites("0.0.0.0", 5050, PINNED, INTERFACES), v4);
  assert.deepEqual(invites("::", 5050, PINNED, INTERFACES), [...v4, "[2001:db8::1]:5050#f"]);
  assert.deepEqual(invites("10.0.0.2", 6000, PINNED, INTERFACES), ["10.0.0.2:6000#f"]);
});

Deno.test("invites() has one on a machine without a network", () => {
  assert.deepEqual(invites("0.0.0.0", 5050, PINNED, INTERFACES.slice(0, 1)), ["127.0.0.1:5050#f"]);
});

Deno.test("invites() names the hosts that an authority vouches for, if it names some", () => {
  const hosts = ["chat.example", "*.example", "[2001:db8::1]"];
  const invite = (names: string[]) =>
    invites("10.0.0.2", 5050, { kind: "authority", hosts: names }, INTERFACES);
  assert.deepEqual(invite(hosts), ["chat.example:5050", "[2001:db8::1]:5050"]);
  assert.deepEqual(invite(["*.example"]), ["10.0.0.2:5050"]);
});

Deno.test("commandFor() says --plain where nothing is encrypted, and no fingerprint where an authority vouches", () => {
  const command = (door: Parameters<typeof commandFor>[1]) =>
    commandFor(invites("::1", 5050, door, [])[0] as string, door);
  assert.equal(command({ kind: "plain" }), "chat join [::1]:5050 --plain");
  assert.equal(command({ kind: "authority", hosts: [] }), "chat join [::1]:5050");
  assert.equal(command(PINNED), "chat join [::1]:5050#f");
});
