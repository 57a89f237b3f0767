/** Group commit: together, in order, all or nothing, and shown only afterwards. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { type Draft, Log } from "../../../server/log/log.ts";
import { RoomLog } from "../../../server/log/room_log.ts";
import { Store } from "../../../server/store/store.ts";
import { MIGRATIONS } from "../../../server/store/schema.ts";

function open() {
  const db = new DatabaseSync(":memory:");
  for (const step of MIGRATIONS) db.exec(step);
  const store = new Store(db);
  const errors: unknown[] = [];
  const options = { now: () => new Date(0), onError: (error: unknown) => errors.push(error) };
  const log = new Log(store, options);
  const room = new RoomLog(1, 0, store.entries);
  return { db, store, log, room, errors };
}

/** A message that writes down what becomes of it. */
function message(room: RoomLog, id: string, told: string[], more: Partial<Draft> = {}): Draft {
  return {
    room,
    type: "message",
    author: 1,
    id,
    fields: { id, from: "ana", text: id },
    stored: (seq) => told.push(`${id} stored ${seq}`),
    duplicate: (seq) => told.push(`${id} duplicate ${seq}`),
    failed: (code) => told.push(`${id} failed ${code}`),
    ...more,
  };
}

Deno.test("Log.append() shows nothing before the commit, then everything in order with one wake", () => {
  const { store, log, room } = open();
  const told: string[] = [];
  room.readers.add({ wake: () => told.push(`wake ${room.lastSeq}`) });
  for (const id of ["a", "b", "a", "c"]) log.append(message(room, id, told));
  assert.deepEqual(told, []);
  log.flush();
  assert.deepEqual(told, ["a stored 1", "b stored 2", "a duplicate 1", "c stored 3", "wake 3"]);
  assert.equal(store.entries.lastSeq(), 3);
  store[Symbol.dispose]();
});

Deno.test("Log.append() fails a batch as a whole and numbers the next one as if it had not been", () => {
  const { store, log, room, errors } = open();
  const told: string[] = [];
  log.append(message(room, "a", told));
  const full = Object.assign(new Error("database or disk is full"), { errcode: 13 });
  log.append(message(room, "b", told, {
    apply: () => {
      throw full;
    },
  }));
  log.flush();
  assert.deepEqual(told, ["a failed storage_full", "b failed storage_full"]);
  assert.deepEqual([room.lastSeq, store.entries.lastSeq(), errors], [0, 0, []]);
  log.append(message(room, "a", told));
  log.flush();
  assert.equal(told.at(-1), "a stored 1");
  store[Symbol.dispose]();
});

Deno.test("Log reports an error that is not the disk's and answers internal", () => {
  const { store, log, room, errors } = open();
  const told: string[] = [];
  const bug = new Error("bug");
  log.append(message(room, "a", told, {
    apply: () => {
      throw bug;
    },
  }));
  log.flush();
  assert.deepEqual(told, ["a failed internal"]);
  assert.deepEqual(errors, [bug]);
  store[Symbol.dispose]();
});

Deno.test("Log.append() commits by itself at the end of the turn", async () => {
  const { store, log, room } = open();
  const stored = new Promise((resolve) =>
    log.append(message(room, "a", [], { stored: (seq) => resolve(seq) }))
  );
  assert.equal(await stored, 1);
  store[Symbol.dispose]();
});
