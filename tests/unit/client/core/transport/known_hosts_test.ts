import assert from "node:assert/strict";
import { parseInvite } from "../../../../../protocol/address.ts";
import { KnownHosts } from "../../../../../client/core/transport/known_hosts.ts";
import { TempDir } from "../../../../support/temp_dir.ts";

const HOST = { host: "192.168.1.20", port: 5050 };
const pin = (...bytes: number[]) => ({ kind: "pin", der: Uint8Array.from(bytes) }) as const;

Deno.test("KnownHosts remembers, replaces and forgets hosts, each port for itself", async () => {
  await using folder = await TempDir.make();
  const path = folder.join("new/known_hosts");
  const hosts = new KnownHosts(path);
  assert.equal(hosts.find(HOST), undefined);
  hosts.put(HOST, pin(1));
  hosts.put({ ...HOST, port: 6000 }, { kind: "authority" });
  hosts.put(HOST, pin(2));
  assert.deepEqual(new KnownHosts(path).find(HOST), pin(2));
  assert.deepEqual(hosts.find({ ...HOST, port: 6000 }), { kind: "authority" });
  assert.equal(hosts.remove(HOST), true);
  assert.equal(hosts.remove(HOST), false);
  assert.equal(hosts.find(HOST), undefined);
  assert.deepEqual(hosts.find({ ...HOST, port: 6000 }), { kind: "authority" });
});

Deno.test("KnownHosts takes a host for the same in any letter case", async () => {
  await using folder = await TempDir.make();
  const hosts = new KnownHosts(folder.join("known_hosts"));
  hosts.put({ host: "Server.Example", port: 1 }, pin(1));
  assert.deepEqual(hosts.find({ host: "server.example", port: 1 }), pin(1));
});

Deno.test("KnownHosts.find() takes no damaged line for a pin", async () => {
  await using folder = await TempDir.make();
  const path = folder.join("known_hosts");
  const hosts = new KnownHosts(path);
  hosts.put(HOST, pin(1, 2, 3));
  await Deno.writeTextFile(path, (await Deno.readTextFile(path)).replace("AQID", "AQIE"));
  assert.equal(hosts.find(HOST), undefined);
  await Deno.writeTextFile(path, "192.168.1.20:5050 \n192.168.1.20:5050 x ***\n\u0000");
  assert.equal(hosts.find(HOST), undefined);
});

Deno.test("parseInvite() reads addresses with and without a fingerprint", () => {
  const fingerprint = "A".repeat(43);
  assert.deepEqual(parseInvite("192.168.1.20"), HOST);
  assert.deepEqual(parseInvite(`192.168.1.20#${fingerprint}`), { ...HOST, fingerprint });
  assert.deepEqual(parseInvite(`[::1]:6000#${"0".repeat(64)}`), {
    host: "::1",
    port: 6000,
    fingerprint,
  });
  for (const text of ["#", "host#", "host#abc", `host#${fingerprint}#`, `#${fingerprint}`]) {
    assert.equal(parseInvite(text), undefined, text);
  }
});
