/** Private messages, actions, search and history, as PROTOCOL.md tells. */
import assert from "node:assert/strict";
import { connectRaw, joinRaw, type RawClient } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";

const OPEN = { args: ["--rate-limit", "off"] };

/** The texts of messages that `client` got, in their order. */
const texts = (client: RawClient) =>
  client.lines.all.filter(({ type }) => type === "message").map(({ text }) => text);

const textsOf = (entries: unknown) => (entries as { text: string }[]).map(({ text }) => text);

async function say(client: RawClient, id: string, more: object = {}): Promise<number> {
  await client.send({ type: "say", id, text: id, ...more });
  return (await client.next("ack", (line) => line["id"] === id))["seq"] as number;
}

Deno.test("a private message reaches its addressee alone", async () => {
  await using server = await startServer(OPEN);
  await using ana = await joinRaw(server, "ana");
  await using ben = await joinRaw(server, "ben");
  await using cleo = await joinRaw(server, "cleo");
  await say(ana, "secret", { to: "BEN" });
  await say(ana, "public");
  const got = await ben.next("message", ({ text }) => text === "secret");
  assert.deepEqual([got["from"], got["to"]], ["ana", "ben"]);
  await cleo.next("message", ({ text }) => text === "public");
  await ben.next("message", ({ text }) => text === "public");
  assert.deepEqual(texts(cleo), ["public"]);
  assert.deepEqual(texts(ben), ["secret", "public"]);
  assert.deepEqual(texts(ana), []);
});

Deno.test("public and private messages come in one order, and one number resumes both", async () => {
  await using server = await startServer(OPEN);
  await using ana = await joinRaw(server, "ana");
  const expected = Array.from({ length: 200 }, (_, n) => `m${n}`);
  let token: unknown, log: unknown;
  {
    await using ben = await connectRaw(server);
    ({ token, log } = await ben.hello("ben"));
    await ben.send({ type: "ping" });
    await ben.next("pong");
    const said = expected.map((text, n) => ({
      type: "say",
      id: text,
      text,
      to: n % 3 === 0 ? "ben" : undefined,
    }));
    await ana.send(...said);
    await ben.next("message", ({ text }) => text === "m199");
    assert.deepEqual(texts(ben), expected);
    const seqs = ben.lines.all.filter(({ type }) => type === "message").map(({ seq }) => seq);
    assert.deepEqual(seqs, seqs.toSorted((a, b) => Number(a) - Number(b)));
  }
  const since = (await say(ana, "away", { to: "ben" })) - 2;
  await using ben = await connectRaw(server);
  const { missed } = await ben.hello("ben", { token, log, since });
  assert.equal(missed, 2, "private messages count as missed");
  await ben.next("message", ({ id }) => id === "away");
  assert.deepEqual(texts(ben), ["m199", "away"]);
});

Deno.test("a newcomer with a name that is free again does not read its former owner's private messages", async () => {
  await using server = await startServer(OPEN);
  await using ana = await joinRaw(server, "ana");
  {
    await using ben = await joinRaw(server, "ben");
    await say(ana, "first", { to: "ben" });
    await ben.next("message");
    await ben.send({ type: "leave" });
    await ana.next("left");
  }
  await using other = await joinRaw(server, "ben");
  await other.send({ type: "search", words: "first" });
  assert.deepEqual((await other.next("found"))["entries"], []);
  await other.send({ type: "history", before: 1_000 });
  assert.deepEqual((await other.next("history"))["entries"], []);
});

Deno.test("nobody and oneself cannot be written to", async () => {
  await using server = await startServer(OPEN);
  await using ana = await joinRaw(server, "ana");
  for (const to of ["nobody", "ana"]) {
    await ana.send({ type: "say", id: `to-${to}`, text: "hi", to });
    const error = await ana.next("error", ({ id }) => id === `to-${to}`);
    assert.equal(error["code"], "no_such_member");
  }
});

Deno.test("an action is marked as one, for those who are there and those who come", async () => {
  await using server = await startServer(OPEN);
  await using ana = await joinRaw(server, "ana");
  await say(ana, "waves", { action: true });
  await using ben = await joinRaw(server, "ben");
  assert.equal((await ben.next("message"))["action"], true);
});

Deno.test("search finds messages by pieces of words, newest first, and private ones for the two alone", async () => {
  await using server = await startServer(OPEN);
  await using ana = await joinRaw(server, "ana");
  await using ben = await joinRaw(server, "ben");
  await using cleo = await joinRaw(server, "cleo");
  await say(ana, "1", { text: "The Bananas are yellow" });
  await say(ben, "2", { text: "日本語 banana 100%" });
  await say(ana, "3", { text: "banana for ben", to: "ben" });
  const find = async (client: RawClient, words: string) => {
    const before = client.lines.all.length;
    await client.send({ type: "search", words });
    const found = await client.next(
      "found",
      (line) => line["words"] === words && client.lines.all.indexOf(line) >= before,
    );
    return textsOf(found["entries"]);
  };
  assert.deepEqual(await find(ben, "BANANA"), [
    "banana for ben",
    "日本語 banana 100%",
    "The Bananas are yellow",
  ]);
  assert.deepEqual(await find(cleo, "banana"), ["日本語 banana 100%", "The Bananas are yellow"]);
  assert.deepEqual(await find(cleo, "yellow nan"), ["The Bananas are yellow"]);
  assert.deepEqual(await find(cleo, "日本"), ["日本語 banana 100%"]);
  assert.deepEqual(await find(cleo, "0%"), ["日本語 banana 100%"]);
  assert.deepEqual(await find(cleo, '" OR text:'), []);
  await cleo.send({ type: "search", words: "  " });
  assert.equal((await cleo.next("error"))["code"], "bad_search");
});

Deno.test("history is read in pages, oldest first in each", async () => {
  await using server = await startServer(OPEN);
  await using ana = await joinRaw(server, "ana");
  let last = 0;
  for (let n = 0; n < 25; n++) last = await say(ana, `m${n}`);
  const pages: string[][] = [];
  for (let before = last + 1, more = true; more;) {
    await ana.send({ type: "history", before, limit: 10 });
    const page = await ana.next("history", (line) => line["before"] === before);
    const entries = page["entries"] as { seq: number; text: string }[];
    pages.push(textsOf(entries));
    more = page["more"] as boolean;
    before = entries[0]?.seq ?? 0;
  }
  assert.deepEqual(pages.map((page) => page.length), [10, 10, 5]);
  assert.deepEqual(pages.reverse().flat(), Array.from({ length: 25 }, (_, n) => `m${n}`));
});

Deno.test("a page of long messages stays within a line", async () => {
  await using server = await startServer(OPEN);
  await using ana = await joinRaw(server, "ana");
  let last = 0;
  for (let n = 0; n < 20; n++) last = await say(ana, `m${n}`, { text: "€".repeat(5_000) });
  await ana.send({ type: "history", before: last + 1, limit: 20 });
  const page = await ana.next("history");
  assert.equal(page["more"], true);
  assert.ok((page["entries"] as unknown[]).length > 1);
});
