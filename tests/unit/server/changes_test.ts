/** Changes are data: whoever applies the same ones in the same order has the same tables, however they came. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { EmbeddedSequencer } from "../../../server/log/embedded/embedded_sequencer.ts";
import { Log } from "../../../server/log/log.ts";
import { applyBatch } from "../../../server/store/apply/apply_change.ts";
import type { Batch, Change } from "../../../server/store/change.ts";
import type { Store } from "../../../server/store/store.ts";
import { openStore, sharedTables } from "../../support/store.ts";

// Few of everything, so that changes meet each other.
const author = fc.integer({ min: 1, max: 4 });
const id = fc.constantFrom("a", "b", "c", "d");
const name = fc.constantFrom("ana", "Ana", "ben", "Ben Ö.", "cleo", "192.0.2.1");
const key = fc.constantFrom(undefined, "key-of-ana", "key-of-ben");
const token = fc.constantFrom("t1", "t2", "t3", "t4", "t5");
const address = fc.constantFrom("192.0.2.1", "192.0.2.2");
const file = fc.integer({ min: 1, max: 40 });
const kind = fc.constantFrom("tictactoe", "connect_four", "chess");
const room = fc.constant(1);
const type = <T extends Change["type"]>(type: T) => fc.constant(type);

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ type: type("joined"), room, name, key, token, address }),
  fc.record({ type: type("joined"), room, name, key, token, address }),
  fc.record({
    type: type("resumed"),
    room,
    author,
    key,
    token,
    presented: fc.option(token, { nil: undefined }),
    address,
  }),
  fc.record({ type: type("confirmed"), author }),
  fc.record({ type: type("left"), room, author, token, reason: fc.constant("quit") }),
  fc.record({ type: type("released"), author }),
  fc.record({ type: type("forgotten"), author }),
  fc.record({ type: type("renamed"), room, author, id, to: name }),
  fc.record({ type: type("message"), room, author, id, from: name, text: fc.constant("hi") }),
  fc.record({
    type: type("message"),
    room,
    author,
    id,
    from: name,
    text: fc.constant("psst"),
    to: fc.record({ author, name }),
  }),
  fc.record({
    type: type("file_offered"),
    room,
    author,
    id,
    from: name,
    name: fc.constant("photo.png"),
    size: fc.constant(5),
    mime: fc.constant("image/png"),
  }),
  fc.record({ type: type("file_stored"), file, sha256: fc.constant("00") }),
  fc.record({ type: type("file_withdrawn"), file, reason: fc.constant("cancelled") }),
  fc.record({
    type: type("moderated"),
    room,
    author,
    id,
    action: fc.constantFrom("kick", "ban", "unban", "mute", "unmute", "op", "topic"),
    name,
    text: fc.constantFrom("", "the-token"),
    forMs: fc.option(fc.constant(60_000), { nil: undefined }),
    isTrusted: fc.constantFrom(true as const, undefined),
  }),
  fc.record({ type: type("game"), room, author, id, action: fc.constant("challenge"), kind, name }),
  fc.record({
    type: type("game"),
    room,
    author,
    id,
    action: fc.constantFrom("accept", "decline", "move", "move", "move", "resign"),
    game: file,
    move: fc.constantFrom("1", "5", "9", "x"),
    number: fc.constantFrom(undefined, 1, 2),
  }),
  fc.record({ type: type("game_lapsed"), game: file }),
  fc.record({ type: type("operator_token"), token: fc.constant("the-token") }),
);

/** A game between two who are there, in which they do what comes. */
const playing: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    type: type("game"),
    room,
    author: fc.constantFrom(1, 2),
    id: fc.uuid(),
    action: fc.constantFrom("accept", "move", "move", "move", "move", "resign"),
    game: fc.constant(3),
    move: fc.constantFrom("1", "2", "3", "4", "5"),
  }),
  { maxLength: 12 },
).map((deeds) => [
  { type: "joined", room: 1, name: "ana", key: "key-of-ana", token: "t1", address: "192.0.2.1" },
  { type: "joined", room: 1, name: "ben", token: "t2", address: "192.0.2.2" },
  {
    type: "game",
    room: 1,
    author: 1,
    id: "first",
    action: "challenge",
    kind: "tictactoe",
    name: "ben",
  },
  ...deeds,
]);

/** What two servers made, in the one order that it got. */
const stream: fc.Arbitrary<Batch[]> = fc.array(
  fc.record({
    origin: fc.constantFrom("one", "two"),
    at: fc.integer({ min: 0, max: 200_000 }),
    changes: fc.array(change, { minLength: 1, maxLength: 8 }),
  }),
  { maxLength: 25 },
).chain((batches) =>
  fc.option(playing).map((changes) =>
    changes === null ? batches : [{ origin: "one", at: 0, changes }, ...batches]
  )
).map((batches) => {
  const last = new Map<string, number>();
  return batches.map((batch) => {
    const number = (last.get(batch.origin) ?? 0) + 1;
    last.set(batch.origin, number);
    return { ...batch, number };
  });
});

function apply(store: Store, batch: Batch) {
  let applied;
  store.transaction(() => applied = applyBatch(store, batch, store.entries.lastSeq()));
  return applied;
}

/** The transaction of `batch` breaks off after `count` of its changes. */
function breakOff(store: Store, batch: Batch, count: number): void {
  const cut = { ...batch, changes: batch.changes.slice(0, count) };
  assert.throws(() =>
    store.transaction(() => {
      applyBatch(store, cut, store.entries.lastSeq());
      throw new Error("cut");
    }), /cut/);
}

const mishaps = fc.array(fc.record({ cut: fc.nat(8), again: fc.nat(25) }), { maxLength: 25 });

Deno.test("applyChange() makes the same tables of a stream that comes whole, and cut and repeated", () => {
  const property = fc.property(stream, mishaps, (batches, mishaps) => {
    const [whole, troubled] = [openStore(), openStore()];
    batches.forEach((batch, index) => {
      const expected = apply(whole.store, batch);
      const mishap = mishaps[index];
      if (mishap !== undefined) breakOff(troubled.store, batch, mishap.cut);
      // As plain data, the way it comes over a wire.
      const received = JSON.parse(JSON.stringify(batch)) as Batch;
      const outcomes = apply(troubled.store, received) as unknown[] | undefined;
      const plain = (applied: unknown) => JSON.parse(JSON.stringify(applied));
      assert.deepEqual(plain(outcomes), plain(expected));
      if (mishap === undefined) return;
      const before = batches[Math.min(mishap.again, index)] as Batch;
      assert.equal(apply(troubled.store, before), undefined, "what comes again is left out");
    });
    assert.deepEqual(sharedTables(troubled.db), sharedTables(whole.db));
    for (const { store } of [whole, troubled]) store[Symbol.dispose]();
  });
  fc.assert(property, { numRuns: 300 });
});

Deno.test("a stream replayed from its start into an empty store makes the same tables", async () => {
  const property = fc.asyncProperty(fc.array(change, { maxLength: 120 }), async (changes) => {
    const [live, replayed] = [openStore(), openStore()];
    const written: string[] = [];
    const sequencer = new EmbeddedSequencer();
    const submit = sequencer.submit.bind(sequencer);
    sequencer.submit = (batch) => {
      written.push(JSON.stringify(batch));
      submit(batch);
    };
    let now = 0;
    const clock = { monotonic: () => now, wall: () => now += 1_000 };
    const log = new Log(live.store, sequencer, {
      clock,
      onError: (error) => assert.fail(String(error)),
    });
    await Promise.all(changes.map((change) => log.append({ change })));
    for (const line of written) apply(replayed.store, JSON.parse(line));
    assert.deepEqual(sharedTables(replayed.db), sharedTables(live.db));
    for (const { store } of [live, replayed]) store[Symbol.dispose]();
  });
  await fc.assert(property, { numRuns: 100 });
});

Deno.test("applyChange() lets one of two servers have a name that both give away", () => {
  const { store } = openStore();
  const joining = (origin: string, token: string): Batch => ({
    origin,
    number: 1,
    at: 0,
    changes: [{ type: "joined", room: 1, name: "ana", token, address: "192.0.2.1" }],
  });
  const outcomes = [joining("one", "t1"), joining("two", "t2")].map((batch) => apply(store, batch));
  const kinds = outcomes.map((applied) => (applied as unknown as [{ outcome: object }])[0].outcome);
  assert.partialDeepStrictEqual(kinds, [{ kind: "entered" }, {
    kind: "refused",
    code: "name_taken",
  }]);
  store[Symbol.dispose]();
});
