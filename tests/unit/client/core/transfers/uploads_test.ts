/** Uploads against a scripted server: offsets, digests, refusals, what is left on disk. */
import { TestedClient } from "../../../../support/tested_client.ts";
import assert from "node:assert/strict";
import { join } from "node:path";
import { ScriptedPeer, welcome } from "../../../../support/scripted_peer.ts";
import {
  AT,
  Folder,
  pattern,
  sha256,
  takeOffer,
  TICKET,
} from "../../../../support/transfer_room.ts";

const now = () => Promise.resolve();

Deno.test("upload sends the bytes and their digest, and is done after the verdict", async () => {
  using peer = new ScriptedPeer();
  using folder = new Folder();
  const bytes = pattern(600_000);
  await using ana = new TestedClient({ address: peer.address });
  using chat = (await peer.greet(welcome())).connection;
  ana.client.sendFile(folder.write("a.png", bytes));
  assert.deepEqual((await takeOffer(chat, "11")).size, bytes.length);
  const { connection, hello } = await peer.greet({
    type: "go",
    file: "11",
    offset: 0,
    size: 600_000,
  });
  using transfer = connection;
  assert.deepEqual([hello["role"], hello["ticket"]], ["transfer", "t"]);
  assert.deepEqual(await transfer.bytes(600_000), bytes);
  assert.equal((await transfer.next("digest"))["sha256"], sha256(bytes));
  assert.ok(ana.all.every((event) => event.type !== "transfer" || event.state !== "done"));
  await transfer.send({ type: "verdict", ok: true });
  const done = await ana.next("transfer", ({ state }) => state === "done");
  assert.deepEqual([done.id, done.name, done.bytes, done.direction], [
    "11",
    "a.png",
    600_000,
    "up",
  ]);
  assert.ok(await transfer.ended());
  await ana.client.settled();
});

Deno.test("upload goes on at the server's offset after a broken transfer, under the same id", async () => {
  using peer = new ScriptedPeer();
  using folder = new Folder();
  const bytes = pattern(500_000);
  await using ana = new TestedClient({ address: peer.address, sleep: now });
  using chat = (await peer.greet(welcome())).connection;
  ana.client.sendFile(folder.write("a", bytes));
  const first = await takeOffer(chat, "11");
  {
    const go = { type: "go", file: "11", offset: 0, size: 500_000 };
    using transfer = (await peer.greet(go)).connection;
    await transfer.bytes(300_000);
  }
  assert.equal((await takeOffer(chat, "11", 123_456)).id, first.id);
  const go = { type: "go", file: "11", offset: 123_456, size: 500_000 };
  using transfer = (await peer.greet(go)).connection;
  assert.deepEqual(await transfer.bytes(500_000 - 123_456), bytes.subarray(123_456));
  assert.equal((await transfer.next("digest"))["sha256"], sha256(bytes));
  await transfer.send({ type: "verdict", ok: true });
  await ana.next("transfer", ({ state }) => state === "paused");
  await ana.next("transfer", ({ state }) => state === "done");
});

Deno.test("upload goes on after the chat connection was lost as well", async () => {
  using peer = new ScriptedPeer();
  using folder = new Folder();
  await using ana = new TestedClient({ address: peer.address, sleep: now });
  let id: unknown;
  {
    using chat = (await peer.greet(welcome())).connection;
    ana.client.sendFile(folder.write("a", "hello"));
    id = (await chat.next("offer"))["id"];
    await chat.send({ type: "ack", id, seq: 11, file: "11" });
  }
  using chat = (await peer.greet(welcome({ resumed: true, seq: 11 }))).connection;
  assert.equal((await takeOffer(chat, "11")).id, id);
  const go = { type: "go", file: "11", offset: 0, size: 5 };
  using transfer = (await peer.greet(go)).connection;
  assert.deepEqual(await transfer.bytes(5), new TextEncoder().encode("hello"));
  await transfer.next("digest");
  await transfer.send({ type: "verdict", ok: true });
  await ana.next("transfer", ({ state }) => state === "done");
});

Deno.test("upload of an empty file works, and so does a ticket that overtakes its ack", async () => {
  using peer = new ScriptedPeer();
  using folder = new Folder();
  await using ana = new TestedClient({ address: peer.address });
  using chat = (await peer.greet(welcome())).connection;
  ana.client.sendFile(folder.write("empty", ""));
  const { id, name } = await chat.next("offer");
  const ticket = { ...TICKET, file: "11", direction: "up", offset: 0, size: 0, name };
  await chat.send(ticket, { type: "ack", id, seq: 11, file: "11" });
  const go = { type: "go", file: "11", offset: 0, size: 0 };
  using transfer = (await peer.greet(go)).connection;
  assert.equal((await transfer.next("digest"))["sha256"], sha256(new Uint8Array()));
  await transfer.send({ type: "verdict", ok: true });
  await ana.next("transfer", ({ state }) => state === "done");
});

Deno.test("upload of a file that changes meanwhile is withdrawn", async () => {
  using peer = new ScriptedPeer();
  using folder = new Folder();
  await using ana = new TestedClient({ address: peer.address });
  using chat = (await peer.greet(welcome())).connection;
  const path = folder.write("log", "short");
  ana.client.sendFile(path);
  const offer = await chat.next("offer");
  folder.write("log", "much longer now");
  const ticket = { ...TICKET, file: "11", direction: "up", offset: 0, size: 5, name: "log" };
  await chat.send({ type: "ack", id: offer["id"], seq: 11, file: "11" }, ticket);
  assert.equal((await chat.next("withdraw"))["file"], "11");
  const failed = await ana.next("transfer", ({ state }) => state === "failed");
  assert.equal(failed.code, "file_changed");
});

Deno.test("upload refuses what is not there and what is no regular file, and tells nobody else", async () => {
  using peer = new ScriptedPeer();
  using folder = new Folder();
  await using ana = new TestedClient({ address: peer.address });
  using chat = (await peer.greet(welcome())).connection;
  for (const path of [join(folder.path, "missing.png"), "/dev/zero"]) {
    ana.client.sendFile(path);
  }
  const missing = await ana.next("error");
  assert.equal(missing.text, `File doesn't exist: ${folder.path}/missing.png`);
  assert.equal((await ana.next("error")).code, "not_a_file");
  await ana.client.settled();
  ana.client.say("nothing but this");
  await chat.next("say");
});

Deno.test("upload that the server refuses or withdraws fails with the server's code", async () => {
  using peer = new ScriptedPeer();
  using folder = new Folder();
  await using ana = new TestedClient({ address: peer.address });
  using chat = (await peer.greet(welcome())).connection;
  ana.client.sendFile(folder.write("large", "12345"));
  const { id } = await chat.next("offer");
  await chat.send({ type: "error", code: "file_too_large", text: "", re: "offer", id });
  assert.equal((await ana.next("error")).code, "file_too_large");
  ana.client.sendFile(folder.write("more", "12345"));
  await takeOffer(chat, "12");
  const go = { type: "go", file: "12", offset: 0, size: 5 };
  using transfer = (await peer.greet(go)).connection;
  await transfer.bytes(5);
  const withdrawn = { type: "withdrawn", seq: 13, at: AT, file: "12", from: "ana", name: "more" };
  await chat.send({ ...withdrawn, reason: "storage_full" });
  const failed = await ana.next("transfer", ({ state }) => state === "failed");
  assert.equal(failed.code, "storage_full");
  await ana.client.settled();
});

Deno.test("no more than four uploads run at once, the others follow in order", async () => {
  using peer = new ScriptedPeer();
  using folder = new Folder();
  await using ana = new TestedClient({ address: peer.address });
  using chat = (await peer.greet(welcome())).connection;
  for (const name of ["a", "b", "c", "d", "e", "f"]) ana.client.sendFile(folder.write(name, name));
  // The last one has been looked at when it is found missing; all others were before it.
  ana.client.sendFile(join(folder.path, "missing"));
  await ana.next("error");
  const offers = [];
  for (let n = 0; n < 4; n++) offers.push(await chat.next("offer"));
  assert.deepEqual(offers.map(({ name }) => name), ["a", "b", "c", "d"]);
  // Had there been a fifth offer, it would stand before this line.
  ana.client.info();
  await chat.next("info");
  const refusal = {
    type: "error",
    code: "storage_full",
    text: "",
    re: "offer",
    id: offers[0]?.["id"],
  };
  await chat.send(refusal);
  assert.equal((await chat.next("offer"))["name"], "e");
});
