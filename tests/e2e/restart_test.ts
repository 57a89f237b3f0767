/** A server that dies or stops, and what its clients notice of it. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "../support/client.ts";
import { joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

const MESSAGES = 3_000;

/** The ids of all messages in the database of a server that does not run, which must be sound. */
function storedIds(data: string): Set<string> {
  const [file] = Array.from(Deno.readDirSync(data), ({ name }) => name)
    .filter((name) => name.endsWith(".db"));
  using database = new DatabaseSync(`${data}/${file}`, { readOnly: true });
  assert.deepEqual({ ...database.prepare("PRAGMA quick_check").get() }, { quick_check: "ok" });
  const rows = database.prepare("SELECT id FROM entries WHERE type = 'message'").all();
  return new Set(rows.map(({ id }) => String(id)));
}

Deno.test("a server killed during traffic loses nothing that it acknowledged", async () => {
  await using folder = await TempDir.make();
  const options = { data: folder.path, args: ["--rate-limit", "off"] };
  await using first = await startServer(options);
  await using ana = await join(first, "ana");
  await using ben = await join(first, "ben");
  const texts = Array.from({ length: MESSAGES }, (_, index) => `message ${index}`);
  const typing = ana.say(texts.join("\n"));
  await ana.next((event) => event.type === "sent" && Number(event["seq"]) > MESSAGES / 4);
  first.program.kill("SIGKILL");
  await Promise.all([first.program.ended, typing]);

  // The program prints what it knows in order, so the end of the link comes after the last acknowledgement.
  await ana.next(({ type, state }) => type === "link" && state === "waiting");
  const acknowledged = ana.events.all.filter(({ type }) => type === "sent").map(({ id }) => id);
  assert.ok(acknowledged.length < MESSAGES, "the server died too late to tell anything");
  const stored = storedIds(folder.path);
  assert.deepEqual(acknowledged.filter((id) => !stored.has(String(id))), []);

  await using second = await startServer({ ...options, port: first.port });
  await ben.message(`message ${MESSAGES - 1}`);
  await ana.leave();
  assert.equal((await ana.program.ended).code, 0);
  assert.equal(ana.events.all.filter(({ type }) => type === "sent").length, MESSAGES);
  const got = ben.events.all.filter(({ type }) => type === "message").map(({ text }) => text);
  assert.deepEqual(got, texts, "everything came, once, in order");
  second.program.kill("SIGTERM");
  assert.equal((await second.program.ended).code, 0);
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`${signal} tells the clients, and the server ends with 0`, async () => {
    await using server = await startServer();
    await using raw = await joinRaw(server, "raw");
    await using ana = await join(server, "ana");
    await raw.send({ type: "say", id: "last", text: "stored" });
    await raw.next("ack");
    server.program.kill(signal);
    const closing = await raw.next("closing");
    assert.equal(closing["code"], "shutting_down");
    assert.equal(typeof closing["retryInMs"], "number");
    const { code, stderr } = await server.program.ended;
    assert.deepEqual([code, stderr], [0, ""]);
    await ana.next(({ type, state }) => type === "link" && state === "waiting");
    assert.equal(ana.events.all.filter(({ type }) => type === "message").length, 1);
  });
}

Deno.test("a client that is ended by a signal says so with its exit code", async () => {
  await using server = await startServer();
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    await using ana = await join(server, `ana-${code}`);
    ana.program.kill(signal);
    assert.equal((await ana.program.ended).code, code);
  }
});
