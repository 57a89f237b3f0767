/**
 * The log of a room: its end in memory, the rest in the history, and who reads it. Knows no socket,
 * no SQL, no disk.
 * @module
 */
import { KIB, MAX_HISTORY, MIB } from "../../protocol/limits.ts";
import { type Position, Tail } from "./tail.ts";

/** Bytes of recent entries kept in memory; a reader further behind pages from the database. */
export const TAIL_BYTES = 8 * MIB;

/** Bytes of a segment of the in-memory tail; one write sends up to so much. */
const TAIL_SEGMENT_BYTES = 256 * KIB;

/** Entries after `after` and before `before`, at most `limit`. */
export interface Stretch {
  readonly after: number;
  readonly before: number;
  readonly limit: number;
}

/** Where the entries are that are not in memory any more. */
export interface History {
  /** The lines of a stretch in one string. */
  page(room: number, stretch: Stretch): { lastSeq: number; text: string } | undefined;
  /** The same, line by line. */
  rows(room: number, stretch: Stretch): { seq: number; line: string }[];
  /** The first entry after `seq`. */
  nextSeq(room: number, seq: number): number | undefined;
  /** The `seq` of the last `limit` messages and files, oldest first. */
  contentSeqs(room: number, limit: number): number[];
}

/** Who wants to know that a log has grown. It is called once for all entries of a commit. */
export interface Reader {
  wake(): void;
}

/** The log of one room. It exists once; sessions hold cursors into it. */
export class RoomLog {
  readonly readers: Set<Reader> = new Set();
  readonly #tail: Tail;
  /**
   * The newest messages and files: at least the last {@linkcode MAX_HISTORY}, at most twice as
   * many.
   */
  readonly #contentSeqs: number[];

  /** The log of the room number `id` up to the entry `lastSeq`. */
  constructor(readonly id: number, lastSeq: number, private readonly history: History) {
    this.#tail = new Tail(lastSeq, TAIL_SEGMENT_BYTES, TAIL_BYTES);
    this.#contentSeqs = history.contentSeqs(id, MAX_HISTORY);
  }

  /** The `seq` of the last entry. */
  get lastSeq(): number {
    return this.#tail.lastSeq;
  }

  /** Adds a stored entry. Readers see it after the next {@linkcode wake}. */
  append(seq: number, type: string, line: string): void {
    if (type === "message" || type === "file") {
      this.#contentSeqs.push(seq);
      if (this.#contentSeqs.length > 2 * MAX_HISTORY) this.#contentSeqs.splice(0, MAX_HISTORY);
    }
    this.#tail.append(seq, line);
  }

  /** Tells all readers, once for everything appended since the last time. */
  wake(): void {
    for (const reader of this.readers) reader.wake();
  }

  /** The place after the entry `seq` if what follows is in memory. */
  seek(seq: number): Position | undefined {
    return this.#tail.seek(seq);
  }

  page(stretch: Stretch): { lastSeq: number; text: string } | undefined {
    return this.history.page(this.id, stretch);
  }

  rows(stretch: Stretch): { seq: number; line: string }[] {
    return this.history.rows(this.id, stretch);
  }

  /** The first entry after `seq`, which may be out of memory. */
  nextSeq(seq: number): number | undefined {
    return this.history.nextSeq(this.id, seq);
  }

  /** The `seq` after which a reader gets the last `count` messages and files. */
  startOfHistory(count: number): number {
    if (count === 0) return this.lastSeq;
    const first = this.#contentSeqs.at(-count) ?? this.#contentSeqs[0];
    return first === undefined ? this.lastSeq : first - 1;
  }
}
