/** Downloads against a scripted server: offsets, digests, refusals, what is left on disk. */
import { TestedClient } from "../../../../support/tested_client.ts";
import assert from "node:assert/strict";
import { join } from "node:path";
import { LOG, ScriptedPeer, welcome } from "../../../../support/scripted_peer.ts";
import { AT, Folder, pattern, sha256, takeGet } from "../../../../support/transfer_room.ts";

const now = () => Promise.resolve();

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
  const owner = sha256(new TextEncoder().encode(`${LOG}\nana`)).slice(0, 16);
  Deno.symlinkSync(victim, join(folder.path, "in", `.x.12-${owner}.part`));
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
  using folder = new Folder();
  await using ana = new TestedClient({ address: peer.address });
  using chat = (await peer.greet(welcome())).connection;
  // No folder can be made inside of a file, not even by who may do everything.
  ana.client.get("11", join(folder.write("file", ""), "folder"));
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
