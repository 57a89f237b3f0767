/**
 * The table of files.
 * @module
 */
import { VISIBLE } from "./entries.ts";
import type { RenewableDatabase } from "./renewable_database.ts";

/** A file as it was offered. */
export interface FileRow {
  /** Its number: the `seq` of its entry. */
  readonly file: number;
  readonly room: number;
  readonly author: number;
  /** The sender's name when it was offered. */
  readonly sender: string;
  readonly name: string;
  readonly size: number;
  readonly mime: string;
  /** Unix time in ms. */
  readonly at: number;
  readonly sha256: string | null;
  /** `open`: the upload is not finished. `gone`: its bytes are not here any more. */
  readonly state: "open" | "complete" | "gone";
  /** Bytes safely on this machine's disk. */
  readonly stored: number;
}

/** Unfinished uploads. */
export interface OpenUploads {
  readonly all: number;
  /** Those of one author … */
  readonly own: number;
  /** … and their sizes together. */
  readonly reserved: number;
}

const STORED = "CASE state WHEN 'complete' THEN size ELSE coalesce(spool.stored, 0) END";
const ROWS = `SELECT files.*, ${STORED} AS stored FROM files LEFT JOIN spool USING (file)`;

export class FileTable {
  readonly #insert;
  readonly #get;
  readonly #complete;
  readonly #setGone;
  readonly #list;
  readonly #inState;
  readonly #gone;
  readonly #open;
  readonly #unsent;
  readonly #totals;

  constructor(db: RenewableDatabase) {
    this.#insert = db.prepare(
      `INSERT INTO files (file, room, author, sender, name, size, mime, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#get = db.prepare<FileRow>(`${ROWS} WHERE file = ?`);
    this.#complete = db.prepare(
      "UPDATE files SET state = 'complete', sha256 = ? WHERE file = ? AND state = 'open'",
    );
    this.#setGone = db.prepare(
      "UPDATE files SET state = 'gone' WHERE file = ? AND state <> 'gone'",
    );
    this.#list = db.prepare<FileRow>(
      `${ROWS} WHERE room = ? AND file < ? AND state <> 'gone' ORDER BY file DESC LIMIT ?`,
    );
    this.#inState = db.prepare<FileRow>(`${ROWS} WHERE state = ? ORDER BY file`);
    this.#gone = db.prepare<{ file: number }>(
      `SELECT file FROM files WHERE state = 'gone' AND file > ? AND file < ? AND ${VISIBLE}
       ORDER BY file DESC LIMIT ?`,
    );
    this.#open = db.prepare<OpenUploads>(
      `SELECT count(*) AS "all", count(*) FILTER (WHERE author = ?1) AS own,
         coalesce(sum(size) FILTER (WHERE author = ?1), 0) AS reserved
       FROM files WHERE state = 'open'`,
    );
    this.#unsent = db.prepare<{ value: number }>(
      `SELECT coalesce(sum(size - ${STORED}), 0) AS value
       FROM files LEFT JOIN spool USING (file) WHERE state = 'open'`,
    );
    this.#totals = db.prepare<{ files: number; bytes: number }>(
      `SELECT count(*) AS files, coalesce(sum(${STORED}), 0) AS bytes
       FROM files LEFT JOIN spool USING (file) WHERE state <> 'gone'`,
    );
  }

  insert(row: Omit<FileRow, "stored" | "sha256" | "state">): void {
    const { file, room, author, sender, name, size, mime, at } = row;
    this.#insert.run(file, room, author, sender, name, size, mime, at);
  }

  get(file: number): FileRow | undefined {
    return this.#get.get(file);
  }

  /** Was it unfinished? */
  complete(file: number, sha256: string): boolean {
    return this.#complete.run(sha256, file).changes === 1;
  }

  /** Was it there? */
  setGone(file: number): boolean {
    return this.#setGone.run(file).changes === 1;
  }

  /** Files of `room` that are not gone, before `before`, newest first. */
  list(room: number, before: number, limit: number): FileRow[] {
    return this.#list.all(room, before, limit);
  }

  /** All files in `state`, oldest first. */
  inState(state: FileRow["state"]): FileRow[] {
    return this.#inState.all(state);
  }

  /** Files of `rooms` (a list in JSON) that are gone, offered after `after` and before `before`: the newest ones, oldest first. */
  gone(rooms: string, after: number, before: number, limit: number): number[] {
    return this.#gone.all(after, before, rooms, limit).map(({ file }) => file).reverse();
  }

  openBeside(author: number): OpenUploads {
    return this.#open.one(author);
  }

  /** Bytes that unfinished uploads have yet to bring. */
  unsentBytes(): number {
    return this.#unsent.one().value;
  }

  /** How many files there are, and the bytes that the spool holds of them. */
  totals(): { files: number; bytes: number } {
    return this.#totals.one();
  }
}
