/**
 * One reader's place in a room's log, and what it has to send next.
 * @module
 */
import { KIB } from "../../protocol/limits.ts";
import { Buffer } from "node:buffer";
import type { RoomLog, Stretch } from "./room_log.ts";
import type { Position, Segment } from "./tail.ts";

/** A page with more characters than this is heavy: the next one has half as many entries. */
const PAGE_CHARS = 256 * KIB;

const MAX_PAGE_ENTRIES = 1_024;

/**
 * Entries read from the database in one page while a reader catches up: small at first, growing
 * while pages are light.
 */
const FIRST_PAGE_ENTRIES = 64;

const encoder = new TextEncoder();

/**
 * An entry that the reader itself wrote: in its place it gets `replacement` (an ack, or nothing).
 */
interface OwnEntry {
  readonly seq: number;
  readonly replacement: string;
}

/**
 * Moves through the log of one room. Live delivery, bursts, history and catching up are the same:
 * {@linkcode take} gives what follows, as many entries in one piece as there are.
 */
export class Cursor {
  #seq: number;
  #place: Position | undefined;
  /** In order of `seq`; those that were passed are removed. */
  #own: OwnEntry[] = [];
  #pageEntries = FIRST_PAGE_ENTRIES;

  /** Starts after the entry `seq`. */
  constructor(readonly room: RoomLog, seq: number) {
    this.#seq = seq;
  }

  /** Own entries that were not passed yet: how far this reader is behind its own writing. */
  get ownPending(): number {
    return this.#own.length;
  }

  /**
   * The entry `seq` is the reader's own. Call it in the order of the log. Nothing happens if it was
   * passed.
   */
  addOwn(seq: number, replacement: string): void {
    if (seq > this.#seq) this.#own.push({ seq, replacement });
  }

  /** The `seq` of the entry that follows; `undefined` at the end of the log. */
  nextSeq(): number | undefined {
    if (this.room.lastSeq <= this.#seq) return undefined;
    const place = this.#findPlace();
    return place === undefined ? this.room.nextSeq(this.#seq) : place.segment.seqAt(place.offset);
  }

  /**
   * The bytes that follow, and moves behind them: entries before the entry `before`, as many as are
   * in one piece. `undefined` if there are none. The bytes must not be changed. They may be empty
   * when all that followed was the reader's own and is replaced by nothing.
   */
  take(before = Infinity): Uint8Array | undefined {
    const place = this.#findPlace();
    if (place === undefined) return this.#takePage(before);
    const { segment, offset } = place;
    const isAll = before > segment.lastSeq;
    const end = isAll ? segment.used : segment.offsetAfter(before - 1);
    if (offset >= end) return undefined;
    place.offset = end;
    this.#seq = isAll ? segment.lastSeq : segment.seqBefore(end);
    if (this.#own.length === 0) return segment.bytes.subarray(offset, end);
    return this.#withoutOwn(segment, offset, end);
  }

  /**
   * The place in memory, in a segment that has something to send if any has; `undefined` if it is
   * too old.
   */
  #findPlace(): Position | undefined {
    let place = this.#place;
    if (place !== undefined && place.offset === place.segment.used) {
      if (place.segment.next !== undefined) {
        place.segment = place.segment.next;
        place.offset = 0;
      } else if (place.segment.dropped) place = undefined;
    }
    place ??= this.room.seek(this.#seq);
    this.#place = place;
    return place;
  }

  #takePage(before: number): Uint8Array | undefined {
    const stretch = {
      after: this.#seq,
      before: Math.min(before, Number.MAX_SAFE_INTEGER),
      limit: this.#pageEntries,
    };
    const page = this.room.page(stretch);
    if (page === undefined) return undefined;
    const text = this.#pageWithoutOwn(page, stretch);
    this.#seq = page.lastSeq;
    if (page.text.length < PAGE_CHARS) {
      this.#pageEntries = Math.min(2 * this.#pageEntries, MAX_PAGE_ENTRIES);
    } else this.#pageEntries = Math.max(this.#pageEntries >> 1, 1);
    return encoder.encode(text);
  }

  #pageWithoutOwn(page: { lastSeq: number; text: string }, stretch: Stretch): string {
    let passed = 0;
    while (passed < this.#own.length && (this.#own[passed] as OwnEntry).seq <= page.lastSeq) {
      passed++;
    }
    if (passed === 0) return page.text;
    const own = new Map(this.#own.splice(0, passed).map((entry) => [entry.seq, entry.replacement]));
    const rows = this.room.rows(stretch);
    return rows.map(({ seq, line }) => own.get(seq) ?? line).join("");
  }

  #withoutOwn(segment: Segment, offset: number, end: number): Uint8Array {
    const pieces: Uint8Array[] = [];
    let from = offset;
    let passed = 0;
    for (const { seq, replacement } of this.#own) {
      if (seq > this.#seq) break;
      const start = segment.offsetAfter(seq - 1);
      if (start > from) pieces.push(segment.bytes.subarray(from, start));
      if (replacement !== "") pieces.push(encoder.encode(replacement));
      from = segment.offsetAfter(seq);
      passed++;
    }
    if (passed === 0) return segment.bytes.subarray(offset, end);
    if (from < end) pieces.push(segment.bytes.subarray(from, end));
    this.#own.splice(0, passed);
    return Buffer.concat(pieces);
  }
}
