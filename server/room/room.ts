/**
 * A room: its log, who is in it, and who reads it. Knows no socket, no SQL, no disk.
 * @module
 */
import {
  MAX_HISTORY,
  MAX_MISSED_COUNTED,
  TAIL_BYTES,
  TAIL_SEGMENT_BYTES,
} from "../../protocol/limits.ts";
import { Members } from "./members.ts";
import { type Position, Tail } from "./tail.ts";

/** Where the entries are that are not in memory any more. */
export interface History {
  /** The lines after `seq`, at most `limit`, in one string. */
  page(room: number, seq: number, limit: number): { lastSeq: number; text: string } | undefined;
  /** The same, line by line. */
  rows(room: number, seq: number, limit: number): { seq: number; line: string }[];
  /** The `seq` of the last `limit` messages and files, oldest first. */
  contentSeqs(room: number, limit: number): number[];
  /** How many messages and files of others than `author` follow `seq`, counted up to `limit`. */
  missed(room: number, seq: number, author: number, limit: number): number;
}

/** Who wants to know that the log has grown. It is called once for all entries of a commit. */
export interface Reader {
  wake(): void;
}

/** A room of the server. It exists once; sessions hold cursors into it. */
export class Room {
  readonly members: Members = new Members();
  readonly readers: Set<Reader> = new Set();
  readonly #tail: Tail;
  /** The newest messages and files: at least the last {@linkcode MAX_HISTORY}, at most twice as many. */
  readonly #contentSeqs: number[];

  /** The room number `id` with its log up to the entry `lastSeq`. */
  constructor(
    readonly id: number,
    readonly name: string,
    lastSeq: number,
    private readonly history: History,
  ) {
    this.#tail = new Tail(lastSeq, TAIL_SEGMENT_BYTES, TAIL_BYTES);
    this.#contentSeqs = history.contentSeqs(id, MAX_HISTORY);
  }

  /** The `seq` of the last entry. */
  get lastSeq(): number {
    return this.#tail.lastSeq;
  }

  /** Adds a stored entry. Readers see it after the next {@linkcode wake}. Returns its place. */
  append(seq: number, type: string, line: string): Position {
    if (type === "message" || type === "file") {
      this.#contentSeqs.push(seq);
      if (this.#contentSeqs.length > 2 * MAX_HISTORY) this.#contentSeqs.splice(0, MAX_HISTORY);
    }
    return this.#tail.append(seq, line);
  }

  /** Tells all readers, once for everything appended since the last time. */
  wake(): void {
    for (const reader of this.readers) reader.wake();
  }

  /** The place after the entry `seq` if what follows is in memory. */
  seek(seq: number): Position | undefined {
    return this.#tail.seek(seq);
  }

  page(seq: number, limit: number): { lastSeq: number; text: string } | undefined {
    return this.history.page(this.id, seq, limit);
  }

  rows(seq: number, limit: number): { seq: number; line: string }[] {
    return this.history.rows(this.id, seq, limit);
  }

  /** How many messages and files of others `author` has not got who got everything up to `seq`. */
  missed(seq: number, author: number): number {
    return this.history.missed(this.id, seq, author, MAX_MISSED_COUNTED);
  }

  /** The `seq` after which a reader gets the last `count` messages and files. */
  startOfHistory(count: number): number {
    if (count === 0) return this.lastSeq;
    const first = this.#contentSeqs.at(-count) ?? this.#contentSeqs[0];
    return first === undefined ? this.lastSeq : first - 1;
  }
}
