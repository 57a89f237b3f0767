/** Files from member to member, through the program. */
import assert from "node:assert/strict";
import { type ClientEvent, join, type TestClient } from "../support/client.ts";
import { joinRaw } from "../support/raw_client.ts";
import { sha256, share } from "../support/raw_transfer.ts";
import { runProgram } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

function randomBytes(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) {
    crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65_536, size)));
  }
  return bytes;
}

const isDone = ({ type, state }: ClientEvent) => type === "transfer" && state === "done";
const received = (client: TestClient, name: string) =>
  client.next((event) => isDone(event) && event["name"] === name && event["direction"] === "down");

Deno.test("three members receive files of any bytes and any size as they are", async () => {
  await using server = await startServer();
  await using folder = await TempDir.make();
  await using ana = await join(server, "ana");
  await using ben = await join(server, "ben");
  await using cleo = await join(server, "cleo");
  await using dan = await join(server, "dan");
  const contents: readonly (readonly [name: string, bytes: Uint8Array<ArrayBuffer>])[] = [
    ["every byte.bin", Uint8Array.from({ length: 256 }, (_, byte) => byte)],
    ["empty", new Uint8Array()],
    ["lines.txt", new TextEncoder().encode('{"type":"leave"}\n\n{"type":"digest"}\n')],
    ["größer 📦.dat", randomBytes(3_000_001)],
  ];
  for (const [name, bytes] of contents) {
    await Deno.writeFile(folder.join(name), bytes);
    await ana.say(`/send ${folder.join(name)}`);
  }
  for (const client of [ben, cleo, dan]) {
    for (const _ of contents) await client.next(isDone);
    const done = client.events.all.filter(isDone);
    for (const [name, bytes] of contents) {
      const event = done.find((event) => event["name"] === name);
      assert.equal(event?.["sha256"], await sha256(bytes), name);
      assert.deepEqual(await Deno.readFile(String(event?.["path"])), bytes);
    }
  }
  await ana.leave();
  const own = ana.events.all.filter(({ type }) => type === "transfer");
  assert.ok(own.every(({ direction }) => direction === "up"), "the sender receives nothing");
  assert.equal(own.filter(({ state }) => state === "done").length, contents.length);
  assert.deepEqual(ana.events.all.filter(({ type }) => type === "file"), []);
});

Deno.test("who comes later fetches a file with /get, and never over another", async () => {
  await using server = await startServer();
  await using folder = await TempDir.make();
  await using sender = await joinRaw(server, "sender");
  const bytes = randomBytes(1_000);
  const file = await share(server, sender, "photo.png", bytes);

  await Deno.writeTextFile(folder.join("photo.png"), "mine");
  await using ana = await join(server, "ana", { downloads: folder.path });
  const offered = await ana.next("file");
  assert.deepEqual(
    [offered["id"], offered["from"], offered["name"], offered["size"], offered["history"]],
    [file, "sender", "photo.png", 1_000, true],
  );
  const paths: string[] = [];
  for (let time = 0; time < 2; time++) {
    await ana.say(`/get ${file}`);
    paths.push(String((await received(ana, "photo.png"))["path"]));
  }
  assert.equal(await Deno.readTextFile(folder.join("photo.png")), "mine");
  assert.equal(new Set([...paths, folder.join("photo.png")]).size, 3);
  for (const path of paths) assert.deepEqual(await Deno.readFile(path), bytes);
});

Deno.test("names that a system gives a meaning to are saved as harmless ones", async () => {
  await using server = await startServer();
  await using folder = await TempDir.make();
  await using sender = await joinRaw(server, "sender");
  await using ana = await join(server, "ana", { downloads: folder.join("in") });
  const names = [".bashrc", "con.txt", "exe.\u202egpj", "a:b", "...", "x".repeat(255)];
  for (const name of names) await share(server, sender, name, new TextEncoder().encode(name));
  for (const _ of names) {
    await ana.next(isDone);
  }
  const saved = Array.from(Deno.readDirSync(folder.join("in")), ({ name }) => name);
  assert.equal(saved.length, names.length);
  for (const name of saved) {
    assert.doesNotMatch(name, /^\.|^con\.|[:\u202e]|\.part$/);
    assert.ok(new TextEncoder().encode(name).length <= 255);
  }
  assert.deepEqual(Array.from(Deno.readDirSync(folder.path), ({ name }) => name), ["in"]);
});

Deno.test("a file that is not there, is a folder or is too large is told to its sender alone", async () => {
  await using server = await startServer({ args: ["--max-file", "1KiB"] });
  await using folder = await TempDir.make();
  await using ben = await joinRaw(server, "ben");
  await using ana = await join(server, "ana");
  await Deno.writeFile(folder.join("large"), randomBytes(1_025));
  await ana.say(`!FILE ${folder.join("missing.png")}`);
  assert.match(String((await ana.next("error"))["text"]), /^File doesn't exist/);
  await ana.say(`!send ${folder.path}`);
  await ana.next("error");
  await ana.say(`/send ${folder.join("large")}`);
  await ana.next(({ type, code }) => code === "file_too_large" && /error|transfer/.test(type));
  await ana.say("the end");
  await ben.next("message");
  assert.deepEqual(ben.lines.all.map(({ type }) => type), ["welcome", "joined", "message"]);
});

Deno.test("a member told to ask receives what it asks for and declines the rest", async () => {
  await using server = await startServer();
  await using sender = await joinRaw(server, "sender");
  await using ana = await join(server, "ana", { args: ["--accept", "ask"] });
  const wanted = await share(server, sender, "wanted", randomBytes(10));
  const unwanted = await share(server, sender, "unwanted", randomBytes(10));
  await ana.next(({ type, id }) => type === "file" && id === unwanted);
  await ana.say(`/decline ${unwanted}`);
  const declined = await sender.next("receipt");
  assert.deepEqual([declined["file"], declined["by"], declined["state"]], [
    unwanted,
    "ana",
    "declined",
  ]);
  await ana.say(`/get ${wanted}`);
  await received(ana, "wanted");
  assert.equal((await sender.next("receipt"))["state"], "done");
  const fetched = ana.events.all.filter(isDone);
  assert.deepEqual(fetched.map(({ id }) => id), [wanted]);
});

Deno.test("chat send shares a file and exits when it is stored", async () => {
  await using server = await startServer();
  await using folder = await TempDir.make();
  const bytes = randomBytes(100_000);
  await Deno.writeFile(folder.join("report.pdf"), bytes);
  await using ana = await join(server, "ana");
  const { code, stderr } = await runProgram(
    ["send", server.address, "--name", "bot", "--file", folder.join("report.pdf")],
  );
  assert.equal(code, 0, stderr);
  assert.equal((await received(ana, "report.pdf"))["sha256"], await sha256(bytes));
});
