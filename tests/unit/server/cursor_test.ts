/** The log of a room as its readers see it: one order, whatever is in memory and whoever wrote it. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Cursor } from "../../../server/log/cursor.ts";
import { type History, RoomLog, type Stretch } from "../../../server/log/room_log.ts";
import { Tail } from "../../../server/log/tail.ts";

const decoder = new TextDecoder();

/** A history that keeps every line, as the store does. */
class Lines implements History {
  readonly all: { seq: number; line: string }[] = [];

  rows(_room: number, { after, before, limit }: Stretch) {
    return this.all.filter(({ seq }) => seq > after && seq < before).slice(0, limit);
  }

  page(room: number, stretch: Stretch) {
    const rows = this.rows(room, stretch);
    const lastSeq = rows.at(-1)?.seq;
    return lastSeq === undefined
      ? undefined
      : { lastSeq, text: rows.map(({ line }) => line).join("") };
  }

  nextSeq(_room: number, seq: number) {
    return this.all.find((row) => row.seq > seq)?.seq;
  }

  contentSeqs() {
    return [];
  }
}

function append(log: RoomLog, history: Lines, seq: number, line: string) {
  history.all.push({ seq, line });
  return log.append(seq, "message", line);
}

function readAll(cursor: Cursor, before?: number): string {
  let text = "";
  for (let bytes = cursor.take(before); bytes !== undefined; bytes = cursor.take(before)) {
    text += decoder.decode(bytes);
  }
  return text;
}

Deno.test("Cursor.take() gives every entry after its start once and in order, however far behind it is", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 300 });
  const somewhere = fc.nat(300);
  const property = fc.property(lengths, somewhere, somewhere, somewhere, (lengths, ...places) => {
    const [start, joined, pause] = places;
    const history = new Lines();
    const log = new RoomLog(1, 0, history);
    let cursor: Cursor | undefined;
    let got = "";
    lengths.forEach((length, index) => {
      append(log, history, index + 1, `${index + 1}:${"é".repeat(length)}\n`);
      if (index === joined) cursor = new Cursor(log, Math.min(start, log.lastSeq));
      if (index === pause && cursor) got += readAll(cursor);
    });
    if (cursor) got += readAll(cursor);
    const first = Math.min(start, joined + 1);
    const expected = history.all.filter(({ seq }) => cursor && seq > first);
    assert.equal(got, expected.map(({ line }) => line).join(""));
  });
  fc.assert(property, { numRuns: 60 });
});

Deno.test("Cursor.take() puts replacements in the place of own entries, in memory and from the history", () => {
  for (const isInMemory of [true, false]) {
    const history = new Lines();
    const log = new RoomLog(1, 0, history);
    const cursor = new Cursor(log, 0);
    for (let seq = 1; seq <= 6; seq++) {
      append(log, history, seq, `line ${seq}\n`);
      if (seq === 2 || seq === 3 || seq === 6) cursor.addOwn(seq, `ack ${seq}\n`);
    }
    if (!isInMemory) {
      // More than the tail holds.
      for (let seq = 7; seq < 200; seq++) append(log, history, seq, "x".repeat(60_000) + "\n");
    }
    const firstSix = readAll(cursor, 7);
    assert.equal(firstSix, "line 1\nack 2\nack 3\nline 4\nline 5\nack 6\n");
    assert.equal(cursor.ownPending, 0);
  }
});

Deno.test("Cursor.addOwn() forgets entries that the cursor starts behind", () => {
  const history = new Lines();
  const log = new RoomLog(1, 0, history);
  append(log, history, 1, "joined\n");
  const cursor = new Cursor(log, 1);
  cursor.addOwn(1, "");
  append(log, history, 2, "next\n");
  assert.equal(readAll(cursor), "next\n");
  assert.equal(cursor.ownPending, 0);
});

Deno.test("Cursor.take() stops before a given entry and nextSeq() names the one that follows", () => {
  const history = new Lines();
  const log = new RoomLog(1, 0, history);
  for (const seq of [2, 4, 6, 8]) append(log, history, seq, `${seq}\n`);
  const cursor = new Cursor(log, 0);
  assert.equal(cursor.nextSeq(), 2);
  assert.equal(readAll(cursor, 5), "2\n4\n");
  assert.equal(cursor.nextSeq(), 6);
  assert.equal(readAll(cursor), "6\n8\n");
  assert.equal(cursor.nextSeq(), undefined);
});

Deno.test("Tail keeps a bounded number of bytes and knows what it does not hold", () => {
  const tail = new Tail(10, 4096, 16 * 4096);
  for (let seq = 11; seq <= 1_000; seq++) tail.append(seq, "x".repeat(999) + "\n");
  assert.equal(tail.lastSeq, 1_000);
  assert.equal(tail.seek(10), undefined);
  assert.ok(tail.seek(999) !== undefined);
  let held = 0;
  while (tail.seek(1_000 - held) !== undefined) held++;
  assert.ok(held >= 40 && held <= 16 * 4096 / 1000 + 1, `${held} entries are held`);
});
