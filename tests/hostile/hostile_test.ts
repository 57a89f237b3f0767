/** Peers that mean harm, while two others talk and lose nothing. */
import assert from "node:assert/strict";
import { MAX_PENDING } from "../../protocol/limits.ts";
import { encodeLine } from "../../protocol/lines.ts";
import { apply, makeKey } from "../support/keyed_client.ts";
import { openDescriptors, residentBytes } from "../support/process_facts.ts";
import { connectRaw, joinRaw, type RawClient } from "../support/raw_client.ts";
import { startServer, type TestServer } from "../support/server.ts";

const MIB = 1024 * 1024;
const encoder = new TextEncoder();
let eves = 0;
/** A name that was never used: one who was cut off keeps its name for a while. */
const eveName = () => `eve-${++eves}`;
const hello = () => ({ type: "hello", protocol: 1, name: eveName() });

/** What a peer is told before the door closes; nothing if it is only cut off. */
async function told(server: TestServer, ...sent: (Uint8Array | object)[]): Promise<unknown[]> {
  await using eve = await connectRaw(server);
  for (const what of sent) {
    const bytes = what instanceof Uint8Array ? what : encodeLine(what);
    await eve.sendBytes(bytes).catch(() => {});
  }
  await eve.closed;
  return eve.lines.all.map(({ code, type }) => code ?? type);
}

/** Numbered messages from one healthy client to another for as long as `attack` takes. */
async function whileTalking(server: TestServer, attack: () => Promise<void>): Promise<void> {
  const name = eveName();
  await using ana = await joinRaw(server, `${name}-ana`);
  await using ben = await joinRaw(server, `${name}-ben`);
  let isOver = false;
  const attacking = attack().finally(() => isOver = true);
  let sent = 0;
  while (!isOver) {
    const id = `n${sent++}`;
    await ana.send({ type: "say", id, text: id });
    await ana.next("ack", (line) => line["id"] === id);
  }
  await attacking;
  await ben.next("message", ({ id }) => id === `n${sent - 1}`);
  const isAnas = ({ type, from }: { type: string; from?: unknown }) =>
    type === "message" && from === `${name}-ana`;
  const got = ben.lines.all.filter(isAnas).map(({ id }) => id);
  assert.deepEqual(got, Array.from({ length: sent }, (_, index) => `n${index}`));
  for (const client of [ana, ben]) {
    await client.send({ type: "leave" });
    await client.closed;
  }
}

type Attack = (server: TestServer) => Promise<void>;

/** Each of these has to be refused with its code, or survived. */
const ATTACKS: Readonly<Record<string, Attack>> = {
  "an endless first line": async (server) => {
    const code = await told(server, encoder.encode("{" + "a".repeat(100_000)));
    assert.deepEqual(code, ["line_too_long"]);
  },
  "an endless line after the welcome": async (server) => {
    const codes = await told(server, hello(), encoder.encode("{" + "a".repeat(200_000)));
    assert.deepEqual(codes.filter((code) => code === "line_too_long").length > 0, true);
  },
  "lines deeper than any parser likes": async (server) => {
    const deep = encoder.encode("[".repeat(4_000) + "\n");
    assert.deepEqual(await told(server, deep), ["bad_frame"]);
  },
  "a second hello, and lines that only servers send": async (server) => {
    await using eve = await joinRaw(server, eveName());
    for (const type of ["hello", "welcome", "message", "ack", "joined", "challenge"]) {
      await eve.send({ ...hello(), type, seq: 1, text: "forged", from: "ana" });
      assert.equal((await eve.next("error"))["code"], "unknown_type", type);
    }
    await eve.send({ type: "leave" });
    await eve.closed;
  },
  "somebody else's name in a message": async (server) => {
    await using eve = await joinRaw(server, eveName());
    await using witness = await joinRaw(server, "witness");
    await eve.send({ type: "say", id: "forged", text: "it was me", from: "ana", seq: 1 });
    const { from } = await witness.next("message", ({ id }) => id === "forged");
    assert.equal(from, eve.lines.all[0]?.["you"]);
    for (const client of [eve, witness]) {
      await client.send({ type: "leave" });
      await client.closed;
    }
  },
  "a proof where none is asked for": async (server) => {
    assert.deepEqual(await told(server, { type: "proof", nonce: "00".repeat(16) }), ["bad_frame"]);
  },
  "a key with the signature of another": async (server) => {
    const [key, other] = [await makeKey(), await makeKey()];
    await using eve = await apply(server, eveName(), { key: other, hello: { key: key.key } });
    assert.equal((await eve.next("error"))["code"], "bad_proof");
  },
  "tokens that nobody was given": async (server) => {
    for (let index = 0; index < 20; index++) {
      await using eve = await connectRaw(server);
      const token = crypto.getRandomValues(new Uint8Array(16)).toHex();
      assert.equal((await eve.hello(eveName(), { token, since: 2 ** 50 }))["resumed"], false);
      await eve.send({ type: "leave" });
      await eve.closed;
    }
  },
  "tickets that nobody was given": async (server) => {
    const transfer = { ...hello(), role: "transfer", ticket: "f".repeat(32), offset: 0 };
    assert.deepEqual(await told(server, transfer), ["bad_ticket"]);
  },
  "coming and going without end": async (server) => {
    for (let index = 0; index < 100; index++) {
      await using eve = await joinRaw(server, eveName(), { history: 0 });
      await eve.send({ type: "leave" });
      await eve.closed;
    }
  },
  "breaking off in the middle of everything": async (server) => {
    for (let index = 0; index < 50; index++) {
      const eve = await connectRaw(server);
      await eve.sendBytes(encodeLine(hello()).subarray(0, index));
      await eve[Symbol.asyncDispose]();
    }
  },
  "more waiting connections than there is room for": async (server) => {
    const waiting: RawClient[] = [];
    for (let index = 0; index < MAX_PENDING + 20; index++) waiting.push(await connectRaw(server));
    await using dan = await joinRaw(server, "dan");
    await dan.send({ type: "leave" });
    await dan.closed;
    for (const client of waiting) await client[Symbol.asyncDispose]();
  },
  "asking for everything at once": async (server) => {
    await using eve = await joinRaw(server, eveName());
    const asked = Array.from({ length: 1_000 }, () => [
      { type: "history", before: 2 ** 40, limit: 100 },
      { type: "search", words: "n" },
      { type: "files" },
      { type: "info" },
      { type: "whois", name: "ana" },
    ]).flat();
    await eve.sendBytes(
      new Uint8Array(asked.slice(0, 500).flatMap((line) => [...encodeLine(line)])),
    );
    await eve.next("info");
  },
};

for (const encrypted of [false, true]) {
  Deno.test(`two members lose nothing whatever others try (${encrypted ? "TLS" : "plain"})`, async (t) => {
    const args = ["--rate-limit", "off", "--history", "0"];
    await using server = await startServer({ encrypted, args, lifeMs: 120_000 });
    await whileTalking(server, () => Promise.resolve());
    const before = await openDescriptors(server.program.pid);
    const memoryBefore = await residentBytes(server.program.pid);
    for (const [what, attack] of Object.entries(ATTACKS)) {
      await t.step(what, () => whileTalking(server, () => attack(server)));
    }
    await t.step("and the server is as it was", async () => {
      await using dan = await joinRaw(server, "dan");
      await dan.send({ type: "ping" });
      await dan.next("pong");
      const grown = await residentBytes(server.program.pid) - memoryBefore;
      assert.ok(grown <= 32 * MIB, `${grown / MIB} MiB more`);
      // A connection closes a moment after its peer has learned of it.
      for (let tries = 0; tries < 200; tries++) {
        if (await openDescriptors(server.program.pid) <= before + 2) return;
        await dan.send({ type: "ping" });
        await dan.next("pong");
      }
      assert.fail(`${await openDescriptors(server.program.pid)} descriptors, ${before} before`);
    });
    assert.ok(!server.program.stderr.all.some((line) => /unexpected error/i.test(line)));
  });
}
