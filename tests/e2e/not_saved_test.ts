/** A receiver that cannot save a file reads where and why, and its sender hears of it. */
import assert from "node:assert/strict";
import { type ClientEvent, join, type TestClient } from "../support/client.ts";
import { powerless } from "../support/powerless.ts";
import { joinRaw } from "../support/raw_client.ts";
import { offer, openTransfer, sha256, share } from "../support/raw_transfer.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

const isFailed = ({ type, state }: ClientEvent) => type === "transfer" && state === "failed";

async function sendFile(ana: TestClient, folder: TempDir): Promise<void> {
  await Deno.writeTextFile(folder.join("notes.txt"), "to be kept");
  await ana.say(`/send ${folder.join("notes.txt")}`);
}

Deno.test("a download folder that is a file is named, and the sender gets its receipt", async () => {
  await using server = await startServer();
  await using folder = await TempDir.make();
  await Deno.writeTextFile(folder.join("in"), "");
  await using ana = await join(server, "ana");
  await using ben = await join(server, "ben", { downloads: folder.join("in") });
  await sendFile(ana, folder);
  const failed = await ben.next(isFailed);
  assert.deepEqual([failed["code"], failed["text"]], [
    "not_saved",
    `The file cannot be saved in ${folder.join("in")} (that is a file)`,
  ]);
  const receipt = await ana.next("receipt");
  const { name, by, state, code } = receipt as Record<string, unknown>;
  assert.deepEqual([name, by, state, code], ["notes.txt", "ben", "failed", "not_saved"]);
});

Deno.test("a download folder that must not be written is named, and so is one that cannot be made", async () => {
  const through = await powerless();
  if (through === undefined) return;
  await using server = await startServer();
  await using folder = await TempDir.make();
  await Deno.mkdir(folder.join("closed"), { mode: 0o500 });
  await using ana = await join(server, "ana", { mode: "lines" });
  for (const [name, below] of [["ben", ""], ["cleo", "/below"]] as const) {
    const downloads = folder.join(`closed${below}`);
    await using ben = await join(server, name, { downloads, through, mode: "lines" });
    await sendFile(ana, folder);
    const line = await ben.program.stdout.next((text) => text.startsWith("! "));
    assert.equal(
      line,
      `! File notes.txt was not received: The file cannot be saved in ${downloads} (Permission denied)`,
    );
    await ana.line(`* ${name} could not receive the file notes.txt: The file cannot be saved`);
  }
});

Deno.test("a wish for a place that is none is told like any other failure", async () => {
  await using server = await startServer();
  await using folder = await TempDir.make();
  await Deno.writeTextFile(folder.join("file"), "");
  await using ana = await joinRaw(server, "ana");
  await using ben = await join(server, "ben", { args: ["--accept", "none"] });
  const file = await share(server, ana, "x", new Uint8Array(3));
  await ben.say(`/get ${file} as ${folder.join("file/below")}`);
  assert.match(String((await ben.next(isFailed))["text"]), /cannot be saved in .*file \(/);
  assert.equal((await ana.next("receipt"))["code"], "not_saved");
});

Deno.test("a receiver that gives up in the middle of the bytes is heard, too", async () => {
  await using server = await startServer();
  await using ana = await joinRaw(server, "ana");
  await using ben = await joinRaw(server, "ben");
  const size = 8_000_000;
  const file = await share(server, ana, "film", new Uint8Array(size));
  await ben.send({ type: "get", file });
  const { ticket } = await ben.next("ticket");
  using transfer = await openTransfer(server, ticket);
  await transfer.send({ type: "verdict", ok: false, code: "not_saved" });
  const receipt = await ana.next("receipt");
  assert.deepEqual([receipt["state"], receipt["code"]], ["failed", "not_saved"]);
});

Deno.test("a download whose sender is gone says that it waits for the sender, and goes on when it is back", async () => {
  await using server = await startServer();
  await using ana = await joinRaw(server, "ana");
  await using ben = await join(server, "ben");
  const bytes = new Uint8Array(1_000).fill(7);
  const film = { id: "1", name: "film", size: bytes.length };
  {
    const { ticket } = await offer(ana, film);
    using half = await openTransfer(server, ticket);
    await half.readLine();
    await half.sendBytes(bytes.subarray(0, 400));
    await ben.next(({ state }) => state === "started");
  }
  const paused = await ben.next(({ state }) => state === "paused");
  assert.deepEqual([paused["code"], paused["text"], paused["bytes"]], [
    "waiting_for_sender",
    "Waiting for the sender",
    400,
  ]);
  const { ticket } = await offer(ana, film);
  using rest = await openTransfer(server, ticket);
  const go = await rest.readLine();
  await rest.sendBytes(bytes.subarray(Number(go?.["offset"])));
  await rest.send({ type: "digest", sha256: await sha256(bytes) });
  await ben.next(({ state }) => state === "done");
  const transfers = ben.events.all.filter(({ type }) => type === "transfer");
  const before = transfers.slice(0, transfers.indexOf(paused));
  assert.ok(before.every(({ state }) => state === "started" || state === "progress"));
});
