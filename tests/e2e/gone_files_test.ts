/** Files that are not there any more are known as gone, whenever somebody comes. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { connectRaw, joinRaw } from "../support/raw_client.ts";
import { offer, share } from "../support/raw_transfer.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

const SIZE = 600 * 1024;
/** Two files of that size find no room. */
const SMALL = { args: ["--spool", "1MiB"] };

Deno.test("who is there when a file makes room for another hears of it", async () => {
  await using server = await startServer(SMALL);
  await using ana = await joinRaw(server, "ana");
  await using ben = await joinRaw(server, "ben");
  const file = await share(server, ana, "first.bin", new Uint8Array(SIZE));
  await share(server, ana, "second.bin", new Uint8Array(SIZE));
  const withdrawn = await ben.next("withdrawn");
  assert.partialDeepStrictEqual(withdrawn, { file, from: "ana", name: "first.bin" });
  assert.equal(withdrawn["reason"], "removed");
});

Deno.test("who comes later learns with the welcome which files of the history are gone", async () => {
  await using server = await startServer(SMALL);
  await using ana = await joinRaw(server, "ana");
  const removed = await share(server, ana, "first.bin", new Uint8Array(SIZE));
  const { file: cancelled } = await offer(ana, { id: "c", name: "cancelled.bin", size: 10 });
  await ana.send({ type: "withdraw", file: cancelled });
  await ana.next("withdrawn", ({ file }) => file === cancelled);
  const kept = await share(server, ana, "second.bin", new Uint8Array(SIZE));
  await using ben = await connectRaw(server);
  assert.deepEqual((await ben.hello("ben"))["gone"], [removed, cancelled]);
  for (const file of [removed, cancelled, kept]) {
    await ben.next("file", (line) => line["file"] === file);
  }
  await using cleo = await connectRaw(server);
  const welcome = await cleo.hello("cleo", { history: 1 });
  assert.equal(welcome["gone"], undefined, "the one file that follows is there");
});

Deno.test("pages of the history tell which of their files are gone", async () => {
  await using server = await startServer(SMALL);
  await using ana = await joinRaw(server, "ana");
  const removed = await share(server, ana, "first.bin", new Uint8Array(SIZE));
  const kept = await share(server, ana, "second.bin", new Uint8Array(SIZE));
  await ana.send({ type: "say", id: "last", text: "the end" });
  const { seq } = await ana.next("ack", ({ id }) => id === "last");
  await using ben = await connectRaw(server);
  await ben.hello("ben", { history: 0 });
  await ben.send({ type: "history", before: seq });
  const page = await ben.next("history");
  const files = (page["entries"] as { file: string }[]).map(({ file }) => file);
  assert.deepEqual(files, [removed, kept]);
  assert.deepEqual(page["gone"], [removed]);
  await ben.send({ type: "history", before: seq, limit: 1 });
  assert.equal((await ben.next("history"))["gone"], undefined);
});

Deno.test("files that have become too old while the server was down are gone for those who come back", async () => {
  await using folder = await TempDir.make();
  await using first = await startServer({ data: folder.path });
  await using ana = await connectRaw(first);
  const { token, log, seq } = await ana.hello("ana");
  const file = await share(first, ana, "old.bin", new Uint8Array(10));
  first.program.kill("SIGTERM");
  await first.program.ended;
  await using second = await startServer({ data: folder.path, args: ["--keep-files", "0s"] });
  await using again = await connectRaw(second);
  await again.hello("ana", { token, log, since: seq });
  const withdrawn = await again.next("withdrawn");
  assert.partialDeepStrictEqual(withdrawn, { file, name: "old.bin", reason: "expired" });
  await using ben = await connectRaw(second);
  assert.deepEqual((await ben.hello("ben"))["gone"], [file]);
});

Deno.test("newcomers are shown what is gone as gone, and not how to get it", async () => {
  await using server = await startServer(SMALL);
  await using ana = await joinRaw(server, "ana");
  await using ben = await join(server, "ben", { mode: "lines", args: ["--accept", "none"] });
  await share(server, ana, "first.bin", new Uint8Array(SIZE));
  const kept = await share(server, ana, "second.bin", new Uint8Array(SIZE));
  await ben.line("* The file first.bin from ana is not on the server any more");
  await using cleo = await join(server, "cleo", { mode: "lines", args: ["--accept", "none"] });
  const first = await cleo.line(/first\.bin/);
  assert.match(first, /^\* ana shared the file first\.bin \(.*\), which is gone$/);
  assert.match(await cleo.line(/second\.bin/), new RegExp(`/get ${kept} receives it$`));
  await using dan = await join(server, "dan", { args: ["--accept", "all"] });
  const files = [await dan.next("file"), await dan.next("file")];
  assert.deepEqual(files.map(({ name, gone }) => [name, gone]), [
    ["first.bin", true],
    ["second.bin", undefined],
  ]);
});
