/** Transfers that something goes wrong with. */
import assert from "node:assert/strict";
import { type ClientEvent, join } from "../support/client.ts";
import { joinRaw } from "../support/raw_client.ts";
import { offer, openTransfer, sha256 } from "../support/raw_transfer.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

const SIZE = 96 * 2 ** 20;

const isTransfer = (direction: string, state: string) => (event: ClientEvent) =>
  event.type === "transfer" && event["direction"] === direction && event["state"] === state;

function namesIn(folder: string): string[] {
  try {
    return Array.from(Deno.readDirSync(folder), ({ name }) => name);
  } catch {
    return [];
  }
}

Deno.test("bytes that do not match the sender's digest never become a file", async () => {
  await using server = await startServer();
  await using eve = await joinRaw(server, "eve");
  await using ana = await join(server, "ana");
  const { file, ticket } = await offer(eve, { id: "1", name: "invoice.pdf", size: 5 });
  using up = await openTransfer(server, ticket);
  await up.readLine();
  await up.sendBytes(new TextEncoder().encode("hello"));
  await up.send({ type: "digest", sha256: "0".repeat(64) });
  const failed = await ana.next(isTransfer("down", "failed"));
  assert.deepEqual([failed["id"], failed["code"]], [file, "bad_digest"]);
  assert.equal((await eve.next("receipt"))["state"], "failed");
  await ana.leave();
  assert.deepEqual(namesIn(ana.downloads).filter((name) => !name.startsWith(".")), []);
});

Deno.test("a file on its way when the server is killed arrives whole after it is back", async () => {
  await using folder = await TempDir.make();
  const bytes = new Uint8Array(SIZE);
  for (let at = 0; at < SIZE; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  await Deno.writeFile(folder.join("film.mkv"), bytes);

  const options = { data: folder.join("data") };
  await using first = await startServer(options);
  await using ana = await join(first, "ana");
  await using ben = await join(first, "ben");
  await ana.say(`/send ${folder.join("film.mkv")}`);
  await ben.next(isTransfer("down", "started"));
  first.program.kill("SIGKILL");
  await first.program.ended;

  await using second = await startServer({ ...options, port: first.port });
  await ana.next(isTransfer("up", "done"));
  const done = await ben.next(isTransfer("down", "done"));
  assert.equal(done["sha256"], await sha256(bytes));
  assert.equal((await Deno.stat(String(done["path"]))).size, SIZE);
  assert.deepEqual(namesIn(ben.downloads), ["film.mkv"]);
  assert.equal(ben.events.all.filter(({ type }) => type === "file").length, 1, "offered once");
  await using carl = await joinRaw(second, "carl");
  await carl.send({ type: "files" });
  const { files } = await carl.next("files");
  assert.deepEqual((files as { complete: boolean }[]).map(({ complete }) => complete), [true]);
});
