/** Uploads and downloads against a scripted server: offsets, digests, refusals, what is left on disk. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { type PeerConnection, ScriptedPeer, TestedClient, welcome } from "./scripted_peer.ts";

const AT = "2026-01-01T00:00:00.000Z";
const TICKET = { type: "ticket", ticket: "t" };

class Folder implements Disposable {
  readonly path = Deno.makeTempDirSync();

  write(name: string, content: Uint8Array | string): string {
    const path = join(this.path, name);
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    Deno.writeFileSync(path, bytes);
    return path;
  }

  names(folder = ""): string[] {
    return Array.from(Deno.readDirSync(join(this.path, folder)), ({ name }) => name).sort();
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const pattern = (size: number) => Uint8Array.from({ length: size }, (_, at) => at * 7 + (at >> 8));
const now = () => Promise.resolve();

/** Answers an offer as a server does. */
async function takeOffer(chat: PeerConnection, file: string, offset = 0) {
  const { id, name, size } = await chat.next("offer");
  const ticket = { ...TICKET, file, direction: "up", offset, size, name };
  await chat.send({ type: "ack", id, seq: Number(file), file }, ticket);
  return { id, name, size };
}

/** Answers a get as a server does. */
async function takeGet(chat: PeerConnection, file: string, name: string, size: number) {
  assert.equal((await chat.next("get"))["file"], file);
  await chat.send({ ...TICKET, file, direction: "down", offset: size, size, name });
}

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

const fileEntry = (file: string, size: number, fields: object = {}) => ({
  type: "file",
  seq: Number(file),
  id: `x${file}`,
  at: AT,
  from: "ben",
  file,
  name: "photo.png",
  size,
  mime: "image/png",
  ...fields,
});

Deno.test("download goes on where it was after a broken transfer, and saves under a new name", async () => {
  using peer = new ScriptedPeer();
  using folder = new Folder();
  folder.write("photo.png", "mine");
  const bytes = pattern(400_000);
  const downloads = folder.path;
  await using ana = new TestedClient({
    address: peer.address,
    accept: "all",
    downloads,
    sleep: now,
  });
  using chat = (await peer.greet(welcome(), fileEntry("11", 400_000))).connection;
  assert.equal((await ana.next("file")).accepted, true);
  await takeGet(chat, "11", "photo.png", 400_000);
  let received: number;
  {
    const go = { type: "go", file: "11", offset: 0, size: 400_000 };
    using transfer = (await peer.greet(go)).connection;
    await transfer.sendRaw(bytes.subarray(0, 250_000));
  }
  await takeGet(chat, "11", "photo.png", 400_000);
  {
    const { connection, hello } = await peer.greet();
    using transfer = connection;
    received = Number(hello["offset"]);
    assert.ok(received <= 250_000);
    await transfer.send({ type: "go", file: "11", offset: received, size: 400_000 });
    await transfer.sendRaw(bytes.subarray(received));
    await transfer.send({ type: "digest", sha256: sha256(bytes) });
    assert.equal((await transfer.next("verdict"))["ok"], true);
  }
  const done = await ana.next("transfer", ({ state }) => state === "done");
  assert.equal(done.path, join(folder.path, "photo (1).png"));
  assert.equal(done.sha256, sha256(bytes));
  assert.deepEqual(Deno.readFileSync(done.path ?? ""), bytes);
  assert.equal(Deno.readTextFileSync(join(folder.path, "photo.png")), "mine");
  assert.deepEqual(folder.names(), ["photo (1).png", "photo.png"]);
});

Deno.test("download with another digest than the sender's leaves nothing behind", async () => {
  using peer = new ScriptedPeer();
  using folder = new Folder();
  await using ana = new TestedClient({ address: peer.address, downloads: folder.path });
  using chat = (await peer.greet(welcome())).connection;
  ana.client.get("11");
  await takeGet(chat, "11", "x", 3);
  using transfer = (await peer.greet({ type: "go", file: "11", offset: 0, size: 3 })).connection;
  await transfer.sendRaw(new TextEncoder().encode("abc"));
  await transfer.send({ type: "digest", sha256: "0".repeat(64) });
  const verdict = await transfer.next("verdict");
  assert.deepEqual([verdict["ok"], verdict["code"]], [false, "bad_digest"]);
  const failed = await ana.next("transfer", ({ state }) => state === "failed");
  assert.equal(failed.code, "bad_digest");
  await ana.client.settled();
  assert.deepEqual(folder.names(), []);
});

Deno.test("download never follows a link, neither of the file nor of its partial file", async () => {
  using peer = new ScriptedPeer();
  using folder = new Folder();
  const victim = folder.write("victim", "precious");
  Deno.mkdirSync(join(folder.path, "in"));
  Deno.symlinkSync(victim, join(folder.path, "in", "x"));
  Deno.symlinkSync(victim, join(folder.path, "in", ".x.12-m.part"));
  const downloads = join(folder.path, "in");
  await using ana = new TestedClient({ address: peer.address, downloads });
  using chat = (await peer.greet(welcome())).connection;
  ana.client.get("11");
  await takeGet(chat, "11", "x", 3);
  {
    using transfer = (await peer.greet({ type: "go", file: "11", offset: 0, size: 3 })).connection;
    const bytes = new TextEncoder().encode("abc");
    await transfer.sendRaw(bytes);
    await transfer.send({ type: "digest", sha256: sha256(bytes) });
    await transfer.next("verdict");
  }
  const done = await ana.next("transfer", ({ state }) => state === "done");
  assert.equal(done.path, join(downloads, "x (1)"));
  ana.client.get("12");
  await takeGet(chat, "12", "x", 3);
  const failed = await ana.next("transfer", ({ state }) => state === "failed");
  assert.equal(failed.code, "not_saved");
  assert.equal(Deno.readTextFileSync(victim), "precious");
});

Deno.test("a folder that cannot be written to is a clear failure", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  using chat = (await peer.greet(welcome())).connection;
  ana.client.get("11", "/proc/self/nothing/here");
  await takeGet(chat, "11", "x", 3);
  const failed = await ana.next("transfer", ({ state }) => state === "failed");
  assert.equal(failed.code, "not_saved");
});

Deno.test("history and own files are not fetched unasked, missed ones are", async () => {
  using peer = new ScriptedPeer();
  using folder = new Folder();
  const options = { accept: 100, downloads: folder.path, sleep: now } as const;
  await using ana = new TestedClient({ address: peer.address, ...options });
  {
    const lines = [
      fileEntry("10", 3),
      fileEntry("11", 101),
      fileEntry("12", 3, { from: "ana" }),
    ];
    using chat = (await peer.greet(welcome(), ...lines)).connection;
    for (let n = 0; n < 3; n++) assert.equal((await ana.next("file")).accepted, false);
    void chat;
  }
  const missed = fileEntry("13", 100);
  using chat = (await peer.greet(welcome({ resumed: true, seq: 13 }), missed)).connection;
  const { accepted, history } = await ana.next("file");
  assert.deepEqual([accepted, history], [true, true]);
  assert.equal((await chat.next("get"))["file"], "13");
});

Deno.test("cancelling ends a download at once and removes what it had", async () => {
  using peer = new ScriptedPeer();
  using folder = new Folder();
  await using ana = new TestedClient({ address: peer.address, downloads: folder.path });
  using chat = (await peer.greet(welcome())).connection;
  ana.client.get("11");
  await takeGet(chat, "11", "x", 1000);
  using transfer = (await peer.greet({ type: "go", file: "11", offset: 0, size: 1000 })).connection;
  await transfer.sendRaw(new Uint8Array(10));
  await ana.next("transfer", ({ state }) => state === "started");
  ana.client.cancel("11");
  const failed = await ana.next("transfer", ({ state }) => state === "failed");
  assert.equal(failed.code, "cancelled");
  assert.ok(await transfer.ended());
  await ana.client.settled();
  assert.deepEqual(folder.names(), []);
});
