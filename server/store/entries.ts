/**
 * The table of entries.
 * @module
 */
import type { DatabaseSync } from "node:sqlite";

/** A row to be inserted. */
export interface EntryRow {
  readonly seq: number;
  readonly room: number;
  readonly type: string;
  /** Whose entry it is; 0 is the server itself. */
  readonly author: number;
  /** The author's id for it, if the author may send it again. */
  readonly id: string | null;
  readonly line: string;
}

/** Several lines of a log in one string. */
export interface Page {
  readonly lastSeq: number;
  readonly text: string;
}

export class EntryTable {
  readonly #insert;
  readonly #seqOf;
  readonly #page;
  readonly #rows;
  readonly #lastSeq;
  readonly #lastAuthor;
  readonly #contentSeqs;
  readonly #missed;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(
      "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (author, id) WHERE id IS NOT NULL DO NOTHING",
    );
    this.#seqOf = db.prepare("SELECT seq FROM entries WHERE author = ? AND id = ?");
    const rows = "SELECT seq, line FROM entries WHERE room = ? AND seq > ? ORDER BY seq LIMIT ?";
    this.#rows = db.prepare(rows);
    this.#page = db.prepare(
      `SELECT max(seq) AS lastSeq, group_concat(line, '') AS text FROM (${rows})`,
    );
    this.#lastSeq = db.prepare("SELECT coalesce(max(seq), 0) AS value FROM entries");
    this.#lastAuthor = db.prepare("SELECT coalesce(max(author), 0) AS value FROM entries");
    this.#contentSeqs = db.prepare(
      "SELECT seq FROM entries WHERE room = ? AND type IN ('message', 'file') ORDER BY seq DESC LIMIT ?",
    );
    this.#missed = db.prepare(
      `SELECT count(*) AS value FROM (SELECT 1 FROM entries WHERE room = ? AND seq > ? AND author <> ?
       AND type IN ('message', 'file') LIMIT ?)`,
    );
  }

  /** Inserts `row`; `false` if the author has an entry with this id already. */
  insert(row: EntryRow): boolean {
    const { seq, room, type, author, id, line } = row;
    return this.#insert.run(seq, room, type, author, id, line).changes === 1;
  }

  /** The `seq` of the author's entry `id`. */
  seqOf(author: number, id: string): number | undefined {
    return this.#seqOf.get(author, id)?.seq as number | undefined;
  }

  /** The lines of `room` after `seq`, at most `limit`, as one string: much faster than rows. */
  page(room: number, seq: number, limit: number): Page | undefined {
    const row = this.#page.get(room, seq, limit);
    if (row?.lastSeq == null) return undefined;
    return { lastSeq: row.lastSeq as number, text: row.text as string };
  }

  /** The same as {@linkcode page} line by line. */
  rows(room: number, seq: number, limit: number): { seq: number; line: string }[] {
    return this.#rows.all(room, seq, limit) as { seq: number; line: string }[];
  }

  /** How many messages and files of others than `author` follow `seq`, counted up to `limit`. */
  missed(room: number, seq: number, author: number, limit: number): number {
    return Number(this.#missed.get(room, seq, author, limit)?.value);
  }

  lastSeq(): number {
    return Number(this.#lastSeq.get()?.value);
  }

  lastAuthor(): number {
    return Number(this.#lastAuthor.get()?.value);
  }

  /** The `seq` of the last `limit` messages and files of `room`, oldest first. */
  contentSeqs(room: number, limit: number): number[] {
    return this.#contentSeqs.all(room, limit).map((row) => row.seq as number).reverse();
  }
}
