/**
 * A data folder of version 2 of the tables, as the program made it before changes became data: nothing of it is lost.
 * `facts.json` beside it tells what was said and stored.
 */
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { connectRaw, joinRaw } from "../support/raw_client.ts";
import { openTransfer } from "../support/raw_transfer.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

const FIXTURE = new URL("../fixtures/data_version_2", import.meta.url).pathname;
const FACTS = JSON.parse(Deno.readTextFileSync(`${FIXTURE}/facts.json`));
/** Files are kept whatever the date is by now. */
const ARGS = ["--plain", "--keep-files", "99999d", "--history", "100"];

async function startFromFixture() {
  const scope = new AsyncDisposableStack();
  const folder = scope.use(await TempDir.make());
  cpSync(FIXTURE, folder.path, { recursive: true });
  const server = scope.use(await startServer({ data: folder.path, args: ARGS }));
  return { scope, folder, server };
}

Deno.test("an old data folder opens with its log, topic and members, who come back by their tokens", async () => {
  const { scope, folder, server } = await startFromFixture();
  await using _ = scope;
  await using bot = await connectRaw(server);
  const welcome = await bot.hello("bot", { token: FACTS.botToken, since: 60, log: FACTS.log });
  assert.partialDeepStrictEqual(welcome, {
    you: "bot",
    members: ["ana", "Ben Ö.", "bot", "cleo"],
    guests: ["bot", "cleo"],
    seq: FACTS.lastSeq,
    log: FACTS.log,
    topic: FACTS.topic,
    resumed: true,
  });
  assert.deepEqual(
    (await bot.next("message", ({ seq }) => seq === FACTS.lastSeq)).text,
    "the last one",
  );
  const kept = Array.from(Deno.readDirSync(folder.path), ({ name }) => name);
  assert.ok(kept.some((name) => name.includes(".before-")), "there is a copy of the old database");
});

Deno.test("an old data folder keeps whose names, mutes and bans there are", async () => {
  const { scope, server } = await startFromFixture();
  await using _ = scope;
  await using stranger = await connectRaw(server);
  await stranger.send({ type: "hello", protocol: 1, name: "ANA" });
  assert.equal((await stranger.next("error")).code, "name_taken");
  await using guest = await joinRaw(server, "dan");
  // A guest of this machine was muted, and guests have their address alone.
  await guest.send({ type: "say", id: "1", text: "hello" });
  assert.equal((await guest.next("error")).code, "muted");
  await guest.send({ type: "whois", name: "ana" });
  assert.match(String((await guest.next("whois")).fingerprint), /^[\w-]{43}$/);
});

Deno.test("an old data folder keeps its files: whole ones, halves of uploads, and what is gone", async () => {
  const { scope, server } = await startFromFixture();
  await using _ = scope;
  await using bot = await connectRaw(server);
  await bot.hello("bot", { token: FACTS.botToken });
  await bot.send({ type: "files" });
  const { files } = await bot.next("files") as unknown as { files: Record<string, unknown>[] };
  assert.partialDeepStrictEqual(files, [
    { file: FACTS.half, name: "half.txt", from: "bot", stored: 500, complete: false },
    { file: FACTS.file, name: "old.txt", from: "bot", stored: 2_000, complete: true },
  ]);
  assert.equal(files.length, 2);
  await bot.send({ type: "get", file: FACTS.file });
  const { ticket } = await bot.next("ticket");
  using transfer = await openTransfer(server, ticket);
  assert.equal((await transfer.readLine())?.type, "go");
  const bytes = await transfer.readBytes(2_000);
  assert.equal(new TextDecoder().decode(bytes), "the bytes of a file\n".repeat(100));
  await bot.send({ type: "get", file: FACTS.withdrawn });
  assert.equal((await bot.next("error")).code, "no_such_file");
});

Deno.test("an old data folder keeps its history, private words to those concerned, and can be searched", async () => {
  const { scope, server } = await startFromFixture();
  await using _ = scope;
  await using bot = await connectRaw(server);
  await bot.hello("bot", { token: FACTS.botToken });
  await using dan = await joinRaw(server, "dan");
  const textsOf = async (client: typeof bot, request: object, answer: string) => {
    await client.send(request);
    const { entries } = await client.next(answer) as unknown as { entries: { text?: string }[] };
    return entries.map(({ text }) => text);
  };
  const history = { type: "history", before: FACTS.lastSeq, limit: 100 };
  const seen = await textsOf(bot, history, "history");
  assert.ok(seen.includes("a private word") && seen.includes("message number 60 Straße"));
  assert.ok(!(await textsOf(dan, history, "history")).includes("a private word"));
  const found = await textsOf(bot, { type: "search", words: "private" }, "found");
  assert.deepEqual(found, ["a private word"]);
  assert.deepEqual(await textsOf(dan, { type: "search", words: "private" }, "found"), []);
});
