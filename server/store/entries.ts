/**
 * The table of entries.
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";

/** The number of the room that everybody is in. */
const MAIN_ROOM = 1;

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

export class EntryTable {
  readonly #insert;
  readonly #seqOf;
  readonly #lastSeq;
  readonly #lastAuthor;
  readonly #main;
  readonly #private;
  readonly #earlier;
  readonly #missed;

  constructor(db: RenewableDatabase) {
    this.#insert = db.prepare(
      "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (author, id) WHERE id IS NOT NULL DO NOTHING",
    );
    this.#seqOf = db.prepare("SELECT seq FROM entries WHERE author = ? AND id = ?");
    this.#lastSeq = db.prepare("SELECT coalesce(max(seq), 0) AS value FROM entries");
    this.#lastAuthor = db.prepare("SELECT coalesce(max(author), 0) AS value FROM entries");
    this.#main = roomStatements(db, "room = ?");
    // Spelled out, so that SQLite may use the index of these rooms alone.
    this.#private = roomStatements(db, "room = ? AND room > 1");
    const news = "seq > ?1 AND author <> ?2 AND type IN ('message', 'file')";
    this.#missed = db.prepare(
      `SELECT count(*) AS value FROM (SELECT 1 FROM entries WHERE room = 1 AND ${news} UNION ALL
       SELECT 1 FROM entries WHERE room > 1 AND room IN (${PRIVATE_ROOMS}) AND ${news} LIMIT ?3)`,
    );
    this.#earlier = db.prepare(
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
    return this.#seqOf.get(author, id)?.seq as number | undefined;
  }

  /** The lines of a stretch as one string: much faster than rows. */
  page(room: number, { after, before, limit }: Stretch): Page | undefined {
    const row = this.#of(room).page.get(room, after, before, limit);
    if (row?.lastSeq == null) return undefined;
    return { lastSeq: row.lastSeq as number, text: row.text as string };
  }

  /** The same as {@linkcode page} line by line. */
  rows(room: number, { after, before, limit }: Stretch): { seq: number; line: string }[] {
    return this.#of(room).rows.all(room, after, before, limit) as { seq: number; line: string }[];
  }

  /** The first entry of `room` after `seq`. */
  nextSeq(room: number, seq: number): number | undefined {
    return this.#of(room).next.get(room, seq)?.seq as number | undefined;
  }

  /** The newest entry of `room`; 0 if there is none. */
  lastSeqOf(room: number): number {
    return Number(this.#of(room).last.get(room)?.seq ?? 0);
  }

  /** How many messages and files of others that `author` may see follow `seq`, counted up to `limit`. */
  missed(author: number, seq: number, limit: number): number {
    return Number(this.#missed.get(seq, author, limit)?.value);
  }

  /** The newest entry of all rooms; 0 if there is none. */
  lastSeq(): number {
    return Number(this.#lastSeq.get()?.value);
  }

  lastAuthor(): number {
    return Number(this.#lastAuthor.get()?.value);
  }

  /** The `seq` of the last `limit` messages and files of `room`, oldest first. */
  contentSeqs(room: number, limit: number): number[] {
    return this.#of(room).content.all(room, limit).map((row) => row.seq as number).reverse();
  }

  /** Messages and files before `seq` that `author` may see, newest first: at most `limit`, and few more than `maxChars` characters. */
  earlier(author: number, seq: number, limit: number, maxChars: number): SeqLine[] {
    const rows: SeqLine[] = [];
    let chars = 0;
    for (const row of this.#earlier.iterate(seq, author, author, limit)) {
      const { line } = row as unknown as SeqLine;
      rows.push(row as unknown as SeqLine);
      chars += line.length;
      if (chars > maxChars && rows.length > 1) break;
    }
    return rows;
  }

  #of(room: number) {
    return room === MAIN_ROOM ? this.#main : this.#private;
  }
}

/** What an author may see, as a condition with the author twice as parameter. */
export const VISIBLE =
  "(room = 1 OR room IN (SELECT room FROM rooms WHERE first = ? UNION ALL SELECT room FROM rooms WHERE second = ?))";

/** The private rooms of the author that is the second parameter. */
const PRIVATE_ROOMS =
  "SELECT room FROM rooms WHERE first = ?2 UNION ALL SELECT room FROM rooms WHERE second = ?2";

function roomStatements(db: RenewableDatabase, isInRoom: string) {
  const rows =
    `SELECT seq, line FROM entries WHERE ${isInRoom} AND seq > ? AND seq < ? ORDER BY seq LIMIT ?`;
  return {
    rows: db.prepare(rows),
    page: db.prepare(`SELECT max(seq) AS lastSeq, group_concat(line, '') AS text FROM (${rows})`),
    next: db.prepare(`SELECT seq FROM entries WHERE ${isInRoom} AND seq > ? ORDER BY seq LIMIT 1`),
    last: db.prepare(`SELECT seq FROM entries WHERE ${isInRoom} ORDER BY seq DESC LIMIT 1`),
    content: db.prepare(
      `SELECT seq FROM entries WHERE ${isInRoom} AND type IN ('message', 'file')
       ORDER BY seq DESC LIMIT ?`,
    ),
  };
}
