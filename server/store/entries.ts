/**
 * The table of entries.
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";
import { FIRST_ROOM } from "./rooms.ts";

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

/** One line of a log. */
export interface SeqLine {
  readonly seq: number;
  readonly line: string;
}

/** Several lines of a log in one string. */
export interface Page {
  readonly lastSeq: number;
  readonly text: string;
}

/** A stretch of a room's log: entries after `after` and before `before`, at most `limit`. */
export interface Stretch {
  readonly after: number;
  readonly before: number;
  readonly limit: number;
}

/** A number by itself. */
interface Value {
  readonly value: number;
}

export class EntryTable {
  readonly #insert;
  readonly #seqOf;
  readonly #lastSeq;
  readonly #first;
  readonly #others;
  readonly #earlier;
  readonly #missed;

  constructor(db: RenewableDatabase) {
    this.#insert = db.prepare(
      `INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (author, id) WHERE id IS NOT NULL DO NOTHING`,
    );
    this.#seqOf = db.prepare<{ seq: number }>(
      "SELECT seq FROM entries WHERE author = ? AND id = ?",
    );
    this.#lastSeq = db.prepare<Value>("SELECT coalesce(max(seq), 0) AS value FROM entries");
    this.#first = roomStatements(db, "room = ?");
    // Spelled out, so that SQLite may use the index of these rooms alone.
    this.#others = roomStatements(db, `room = ? AND room > ${FIRST_ROOM}`);
    this.#missed = db.prepare<Value>(
      `SELECT count(*) AS value FROM (SELECT 1 FROM entries
       WHERE seq > ? AND author <> ? AND type IN ('message', 'file') AND ${VISIBLE} LIMIT ?)`,
    );
    this.#earlier = db.prepare<SeqLine>(
      `SELECT seq, line FROM entries
       WHERE seq < ? AND type IN ('message', 'file') AND ${VISIBLE} ORDER BY seq DESC LIMIT ?`,
    );
  }

  /** Inserts `row`; `false` if the author has an entry with this id already. */
  insert(row: EntryRow): boolean {
    const { seq, room, type, author, id, line } = row;
    return this.#insert.run(seq, room, type, author, id, line).changes === 1;
  }

  /** The `seq` of the author's entry `id`. */
  seqOf(author: number, id: string): number | undefined {
    return this.#seqOf.get(author, id)?.seq;
  }

  /** The lines of a stretch as one string: much faster than rows. */
  page(room: number, { after, before, limit }: Stretch): Page | undefined {
    const page = this.#of(room).page.one(room, after, before, limit);
    return page.lastSeq === null ? undefined : page;
  }

  /** The same as {@linkcode page} line by line. */
  rows(room: number, { after, before, limit }: Stretch): SeqLine[] {
    return this.#of(room).rows.all(room, after, before, limit);
  }

  /** The first entry of `room` after `seq`. */
  nextSeq(room: number, seq: number): number | undefined {
    return this.#of(room).next.get(room, seq)?.seq;
  }

  /** The newest entry of `room`; 0 if there is none. */
  lastSeqOf(room: number): number {
    return this.#of(room).last.get(room)?.seq ?? 0;
  }

  /**
   * How many messages and files of others in `rooms` (a list in JSON) follow `seq`, counted up to
   * `limit`.
   */
  missed(author: number, rooms: string, seq: number, limit: number): number {
    return this.#missed.one(seq, author, rooms, limit).value;
  }

  /** The newest entry of all rooms; 0 if there is none. */
  lastSeq(): number {
    return this.#lastSeq.one().value;
  }

  /** The `seq` of the last `limit` messages and files of `room`, oldest first. */
  contentSeqs(room: number, limit: number): number[] {
    return this.#of(room).content.all(room, limit).map(({ seq }) => seq).reverse();
  }

  /**
   * Messages and files of `rooms` (a list in JSON) before `seq`, newest first: at most `limit`, and
   * few more than `maxChars` characters.
   */
  earlier(rooms: string, seq: number, limit: number, maxChars: number): SeqLine[] {
    const rows: SeqLine[] = [];
    let chars = 0;
    for (const row of this.#earlier.iterate(seq, rooms, limit)) {
      rows.push(row);
      chars += row.line.length;
      if (chars > maxChars && rows.length > 1) break;
    }
    return rows;
  }

  #of(room: number) {
    return room === FIRST_ROOM ? this.#first : this.#others;
  }
}

/** In one of the rooms whose numbers are a list in JSON, the parameter. */
export const VISIBLE = "room IN (SELECT value FROM json_each(?))";

function roomStatements(db: RenewableDatabase, isInRoom: string) {
  const rows =
    `SELECT seq, line FROM entries WHERE ${isInRoom} AND seq > ? AND seq < ? ORDER BY seq LIMIT ?`;
  return {
    rows: db.prepare<SeqLine>(rows),
    page: db.prepare<Page | { readonly lastSeq: null }>(
      `SELECT max(seq) AS lastSeq, group_concat(line, '') AS text FROM (${rows})`,
    ),
    next: db.prepare<{ seq: number }>(
      `SELECT seq FROM entries WHERE ${isInRoom} AND seq > ? ORDER BY seq LIMIT 1`,
    ),
    last: db.prepare<{ seq: number }>(
      `SELECT seq FROM entries WHERE ${isInRoom} ORDER BY seq DESC LIMIT 1`,
    ),
    content: db.prepare<{ seq: number }>(
      `SELECT seq FROM entries WHERE ${isInRoom} AND type IN ('message', 'file')
       ORDER BY seq DESC LIMIT ?`,
    ),
  };
}
