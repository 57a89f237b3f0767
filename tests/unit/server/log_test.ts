/** Group commit: together, in order, all or nothing, and shown only afterwards. */
import assert from "node:assert/strict";
import type { Writer } from "../../../server/log/draft.ts";
import { Log } from "../../../server/log/log.ts";
import { EmbeddedSequencer } from "../../../server/log/embedded/embedded_sequencer.ts";
import type { Sequencer } from "../../../server/log/sequencer.ts";
import type { Batch, Message } from "../../../server/store/change.ts";
import { openStore } from "../../support/store.ts";

function open(sequencer: Sequencer = new EmbeddedSequencer()) {
  const { db, store } = openStore();
  const errors: unknown[] = [];
  const clock = { monotonic: () => 0, wall: () => 0 };
  const options = { clock, onError: (error: unknown) => errors.push(error) };
  const log = new Log(store, sequencer, options);
  const room = log.rooms.open(1);
  return { db, store, log, room, errors };
}

function message(id: string): Message {
  return { type: "message", room: 1, author: 1, id, from: "ana", text: id };
}

/** Appends messages of one writer, who writes down what it is told. */
function saying(log: Log, told: string[], ...ids: string[]): Promise<unknown> {
  const writer: Writer = {
    own: (_room, seq, lines) => told.push(`${seq}: ${JSON.stringify(lines)}`),
    reply: (line) => told.push(JSON.stringify(line)),
  };
  const answered = ids.map((id) =>
    log.append({
      change: message(id),
      writer,
      answer: (
        outcome,
      ) => [{ id, ...outcome.kind === "refused" ? outcome : { kind: outcome.kind } }],
    })
  );
  return Promise.all(answered);
}

Deno.test("Log.append() shows nothing before the commit, then everything in order with one wake", async () => {
  const { store, log, room } = open();
  const told: string[] = [];
  room.readers.add({ wake: () => told.push(`wake ${room.lastSeq}`) });
  const said = saying(log, told, "a", "b", "a", "c");
  assert.deepEqual(told, []);
  await said;
  assert.deepEqual(told, [
    '1: [{"id":"a","kind":"entered"}]',
    '2: [{"id":"b","kind":"entered"}]',
    '{"id":"a","kind":"duplicate"}',
    '3: [{"id":"c","kind":"entered"}]',
    "wake 3",
  ]);
  assert.equal(store.entries.lastSeq(), 3);
  store[Symbol.dispose]();
});

/** The next insert into the log fails with `error`, once. */
function failNext(store: ReturnType<typeof openStore>["store"], error: Error): void {
  const { entries } = store;
  const insert = entries.insert.bind(entries);
  entries.insert = () => {
    entries.insert = insert;
    throw error;
  };
}

Deno.test("Log.append() fails a batch as a whole and numbers the next one as if it had not been", async () => {
  const { store, log, room, errors } = open();
  const told: string[] = [];
  failNext(store, Object.assign(new Error("database or disk is full"), { errcode: 13 }));
  await saying(log, told, "a", "b");
  assert.deepEqual(
    told,
    ["a", "b"].map((id) => `{"id":"${id}","kind":"refused","code":"storage_full"}`),
  );
  assert.deepEqual([room.lastSeq, store.entries.lastSeq(), errors], [0, 0, []]);
  await saying(log, told, "a");
  assert.equal(told.at(-1), '1: [{"id":"a","kind":"entered"}]');
  store[Symbol.dispose]();
});

Deno.test("Log reports an error that is not the disk's and answers internal", async () => {
  const { store, log, errors } = open();
  const bug = new Error("bug");
  failNext(store, bug);
  const outcome = await log.append({ change: message("a") });
  assert.deepEqual(outcome, { kind: "refused", code: "internal", text: undefined });
  assert.deepEqual(errors, [bug]);
  store[Symbol.dispose]();
});

Deno.test("Log tells everybody of a change although one of them fails", async () => {
  const { store, log, errors } = open();
  const told: string[] = [];
  const bug = new Error("bug");
  log.project({
    concerns: ["message"],
    applied: () => {
      throw bug;
    },
  });
  log.project({ concerns: ["message"], applied: ({ change }) => told.push(change.type) });
  log.project({ concerns: ["left"], applied: () => told.push("never") });
  await saying(log, told, "a");
  assert.deepEqual(told, ["message", '1: [{"id":"a","kind":"entered"}]']);
  assert.deepEqual(errors, [bug]);
  store[Symbol.dispose]();
});

/** Brings batches into order when the test says so, as an engine elsewhere does. */
class LateSequencer implements Sequencer {
  readonly origin = "here";
  readonly state = "ready";
  readonly submitted = Promise.withResolvers<Batch>();
  accept: (batches: readonly Batch[]) => void = () => {};

  start(accept: (batches: readonly Batch[]) => void): void {
    this.accept = accept;
  }

  submit(batch: Batch): void {
    this.submitted.resolve(batch);
  }
}

Deno.test("Log waits for its sequencer, and takes the batches of other servers in between", async () => {
  const sequencer = new LateSequencer();
  const { store, log, room } = open(sequencer);
  const told: string[] = [];
  const said = saying(log, told, "a", "b");
  const own = await sequencer.submitted.promise;
  const other = { ...own, origin: "there", changes: [{ ...message("x"), author: 2 }] };
  const isSettled = log.settled().then(() => told.push("settled"));
  sequencer.accept([other]);
  assert.deepEqual([told, room.lastSeq], [[], 1]);
  // Twice, and one whose predecessor is missing: as if they had not come.
  sequencer.accept([other, { ...other, number: 5 }]);
  assert.equal(room.lastSeq, 1);
  sequencer.accept([structuredClone(own)]);
  await said;
  await isSettled;
  assert.deepEqual(told.slice(0, 2), [
    '2: [{"id":"a","kind":"entered"}]',
    '3: [{"id":"b","kind":"entered"}]',
  ]);
  assert.equal(told.at(-1), "settled");
  store[Symbol.dispose]();
});
