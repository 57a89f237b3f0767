/** A member's connection over a wire without a socket: welcome, requests, the log, deadlines, goodbye. */
import assert from "node:assert/strict";
import { DEAD_AFTER_MS, PING_AFTER_MS } from "../../../protocol/limits.ts";
import { ExactReader } from "../../../protocol/exact_reader.ts";
import { encodeLine, readLines, writeAll } from "../../../protocol/lines.ts";
import type { Hello } from "../../../protocol/messages.ts";
import { Budgets } from "../../../server/base/budgets.ts";
import { Traffic } from "../../../server/base/traffic.ts";
import type { LineHandler } from "../../../server/requests/handle_line.ts";
import { Archive } from "../../../server/rooms/archive.ts";
import { Moderation } from "../../../server/rooms/moderation.ts";
import { Sessions } from "../../../server/session/sessions.ts";
import { memoryWire } from "../../support/memory_wire.ts";
import { serverParts, SETTINGS } from "../../support/server_parts.ts";

/** Says what comes; `leave` leaves, `oops` fails. */
const handleLine: LineHandler = async (caller, line) => {
  const { type, ...fields } = JSON.parse(line);
  if (type === "leave") return caller.quit();
  if (type === "oops") throw new Error("oops");
  const { author, name: from } = caller.member;
  const change = { type: "message", room: caller.room.id, author, from, ...fields };
  await caller.append(change, () => [{ type: "ack", id: fields.id }]);
};

function open() {
  const parts = serverParts();
  const { clock, store, log } = parts;
  const sessions = new Sessions({
    ...parts,
    settings: SETTINGS,
    traffic: new Traffic(),
    budgets: new Budgets(SETTINGS.limits),
    archive: new Archive(store),
    moderation: new Moderation(store.moderation, [], () => clock.wall()),
    handleLine,
  });
  log.project(sessions);
  let port = 0;
  const join = (name: string, more: Partial<Hello> = {}) => {
    const wires = memoryWire(
      { hostname: "192.0.2.1", port: ++port },
      { hostname: "192.0.2.9", port: 5050 },
    );
    const hello: Hello = { type: "hello", protocol: 1, role: "chat", name, ...more };
    const served = sessions.run(wires.server, new ExactReader(wires.server), hello, () => {});
    const lines = readLines(wires.client, { maxLineBytes: 1e6 });
    const next = async () => {
      const { value, done } = await lines.next();
      return done ? undefined : JSON.parse(value);
    };
    const send = (line: object) => writeAll(wires.client, encodeLine(line));
    return { served, next, send, wire: wires.client };
  };
  return { ...parts, sessions, join };
}

Deno.test("Sessions.run() welcomes, delivers in one order, and says to each what it wrote itself", async () => {
  const { join, sessions, events, close } = open();
  const ana = join("ana");
  assert.partialDeepStrictEqual(await ana.next(), {
    type: "welcome",
    you: "ana",
    members: ["ana"],
  });
  const ben = join("ben");
  assert.partialDeepStrictEqual(await ben.next(), { type: "welcome", members: ["ana", "ben"] });
  // History begins before he came, and what announced him is not told to himself.
  assert.partialDeepStrictEqual(await ana.next(), { type: "joined", name: "ben" });
  await ana.send({ type: "say", id: "1", text: "hi" });
  assert.partialDeepStrictEqual(await ana.next(), { type: "ack", id: "1" });
  assert.partialDeepStrictEqual(await ben.next(), { type: "message", from: "ana", text: "hi" });
  // A newcomer gets what was said before, and not that it has joined.
  const cleo = join("cleo");
  assert.partialDeepStrictEqual(await cleo.next(), { type: "welcome", you: "cleo" });
  assert.partialDeepStrictEqual(await cleo.next(), { type: "message", text: "hi" });
  await cleo.send({ type: "say", id: "1", text: "hello" });
  assert.partialDeepStrictEqual(await cleo.next(), { type: "ack", id: "1" });
  for (const member of [ana, ben]) {
    assert.partialDeepStrictEqual(await member.next(), { type: "joined", name: "cleo" });
    assert.partialDeepStrictEqual(await member.next(), { type: "message", text: "hello" });
  }
  cleo.wire.close();
  await cleo.served;
  await ben.send({ type: "leave" });
  await ben.served;
  assert.equal(await ben.next(), undefined);
  assert.partialDeepStrictEqual(await ana.next(), { type: "left", name: "ben", reason: "quit" });
  assert.equal(sessions.count, 1);
  const happened = events.map(({ type }) => type);
  assert.deepEqual(happened, ["joined", "joined", "joined", "dropped", "left"]);
  ana.wire.close();
  await ana.served;
  await close();
});

Deno.test("Sessions opens a private message for its two members, and for nobody else", async () => {
  const { join, roster, close } = open();
  const [ana, ben, cleo] = [join("ana"), join("ben"), join("cleo")];
  for (const member of [ana, ben, cleo]) assert.equal((await member.next()).type, "welcome");
  const author = roster.members.findByName("ben")?.author;
  await ana.send({ type: "say", id: "1", text: "psst", to: { author, name: "ben" } });
  await ana.send({ type: "say", id: "2", text: "all" });
  const messages = async (member: typeof ana) => {
    for (;;) {
      const line = await member.next();
      if (line.type === "message" || line.type === "ack") return line.text ?? line.id;
    }
  };
  assert.deepEqual([await messages(ana), await messages(ana)], ["1", "2"]);
  assert.deepEqual([await messages(ben), await messages(ben)], ["psst", "all"]);
  assert.equal(await messages(cleo), "all");
  for (const member of [ana, ben, cleo]) member.wire.close();
  await Promise.all([ana, ben, cleo].map(({ served }) => served));
  await close();
});

Deno.test("Sessions takes the welcome for received when a whole line comes, and no sooner", async () => {
  const { join, roster, close } = open();
  const first = join("ana");
  await first.next();
  await writeAll(first.wire, new TextEncoder().encode('{"type":"pi'));
  assert.ok(!roster.members.findByName("ana")?.isConfirmed, "half a line");
  first.wire.close();
  await first.served;
  // The welcome was never seen: the next one may come with what the client had before, which is nothing.
  const again = join("ana");
  assert.partialDeepStrictEqual(await again.next(), { type: "welcome", you: "ana" });
  await again.send({ type: "say", id: "1", text: "here" });
  assert.equal((await again.next()).type, "ack");
  assert.ok(roster.members.findByName("ana")?.isConfirmed);
  again.wire.close();
  await again.served;
  await close();
});

Deno.test("Sessions.sweep() asks a silent peer for a sign of life, and gives it up", async () => {
  const { join, sessions, clock, close } = open();
  const ana = join("ana");
  await ana.next();
  clock.pass(PING_AFTER_MS);
  sessions.sweep(clock.monotonic());
  assert.deepEqual(await ana.next(), { type: "ping" });
  clock.pass(DEAD_AFTER_MS - PING_AFTER_MS);
  sessions.sweep(clock.monotonic());
  assert.partialDeepStrictEqual(await ana.next(), { type: "closing", code: "idle" });
  ana.wire.close();
  await ana.served;
  await close();
});

Deno.test("Sessions closes the connection of a member that comes back on another one", async () => {
  const { join, sessions, close } = open();
  const before = join("ana");
  const { token } = await before.next();
  const after = join("ana", { token });
  assert.partialDeepStrictEqual(await after.next(), { type: "welcome", resumed: true });
  assert.partialDeepStrictEqual(await before.next(), { type: "closing", code: "replaced" });
  before.wire.close();
  await before.served;
  assert.equal(sessions.count, 1);
  after.wire.close();
  await after.served;
  await close();
});

Deno.test("Sessions survives a request that fails: its connection ends with a word, the others go on", async () => {
  const { join, events, close } = open();
  const [ana, ben] = [join("ana"), join("ben")];
  await ana.next();
  await ben.next();
  await ana.send({ type: "oops" });
  let line = await ana.next();
  while (line.type === "joined") line = await ana.next();
  assert.partialDeepStrictEqual(line, { type: "closing", code: "internal" });
  ana.wire.close();
  await ana.served;
  await ben.send({ type: "say", id: "1", text: "still here" });
  assert.deepEqual(await ben.next(), { type: "ack", id: "1" });
  assert.ok(events.some(({ type }) => type === "failure"));
  ben.wire.close();
  await ben.served;
  await close();
});
