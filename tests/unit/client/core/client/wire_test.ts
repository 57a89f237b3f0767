/** A client needs no socket: whatever carries bytes will do. */
import assert from "node:assert/strict";
import { MemoryPeer } from "../../../../support/memory_peer.ts";
import { message, welcome } from "../../../../support/scripted_peer.ts";
import { TestedClient } from "../../../../support/tested_client.ts";
import { Folder, pattern, sha256, takeGet } from "../../../../support/transfer_room.ts";

const address = { host: "in-process", port: 1 };

Deno.test("Client talks, comes back and receives files over wires of its own dialer", async () => {
  using folder = new Folder();
  const peer = new MemoryPeer();
  const { dialer } = peer;
  await using ana = new TestedClient({ address, dialer, downloads: folder.path });
  const first = await peer.accept();
  await first.greet(welcome(), message(11, "hello"));
  assert.equal((await ana.next("message")).text, "hello");
  first[Symbol.dispose]();
  assert.equal((await ana.next("link", ({ state }) => state === "waiting")).state, "waiting");
  using second = await peer.accept();
  const hello = await second.greet(welcome({ resumed: true, seq: 11 }));
  assert.equal(hello["since"], 11, "where the first wire ended");
  await ana.next("welcome");

  const bytes = pattern(200_000);
  ana.client.get("7");
  await takeGet(second, "7", "a.bin", bytes.length);
  using transfer = await peer.accept();
  await transfer.greet({ type: "go", file: "7", offset: 0, size: bytes.length });
  await transfer.sendRaw(bytes);
  await transfer.send({ type: "digest", sha256: sha256(bytes) });
  assert.equal((await transfer.next("verdict"))["ok"], true);
  await ana.next("transfer", ({ state }) => state === "done");
  assert.deepEqual(Deno.readFileSync(`${folder.path}/a.bin`), bytes);
  assert.ok(ana.client.isEncrypted, "as the dialer says");
  const gone = second.farewell();
  await ana.client.leave();
  await gone;
});
