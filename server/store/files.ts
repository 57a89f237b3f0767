/**
 * The table of files.
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";

/** A file as it was offered, and how much of it the spool holds. */
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
  /** Bytes safely in the spool. */
  readonly stored: number;
  readonly sha256: string | null;
  /** `open`: the upload is not finished. `gone`: its bytes are not here any more. */
  readonly state: "open" | "complete" | "gone";
}

export class FileTable {
  readonly #insert;
  readonly #get;
  readonly #setStored;
  readonly #complete;
  readonly #setGone;
  readonly #list;
  readonly #inState;
  readonly #open;
  readonly #unsent;
  readonly #totals;

  constructor(db: RenewableDatabase) {
    this.#insert = db.prepare(
      `INSERT INTO files (file, room, author, sender, name, size, mime, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#get = db.prepare("SELECT * FROM files WHERE file = ?");
    this.#setStored = db.prepare("UPDATE files SET stored = ? WHERE file = ? AND state = 'open'");
    this.#complete = db.prepare(
      "UPDATE files SET state = 'complete', stored = size, sha256 = ? WHERE file = ? AND state = 'open'",
    );
    this.#setGone = db.prepare("UPDATE files SET state = 'gone' WHERE file = ?");
    this.#list = db.prepare(
      `SELECT * FROM files WHERE room = ? AND file < ? AND state <> 'gone'
       ORDER BY file DESC LIMIT ?`,
    );
    this.#inState = db.prepare("SELECT * FROM files WHERE state = ? ORDER BY file");
    this.#open = db.prepare(
      `SELECT count(*) AS "all", count(*) FILTER (WHERE author = ?1) AS own,
         coalesce(sum(size) FILTER (WHERE author = ?1), 0) AS reserved
       FROM files WHERE state = 'open'`,
    );
    this.#unsent = db.prepare(
      "SELECT coalesce(sum(size - stored), 0) AS value FROM files WHERE state = 'open'",
    );
    this.#totals = db.prepare(
      `SELECT count(*) AS files, coalesce(sum(CASE state WHEN 'complete' THEN size ELSE stored END), 0) AS bytes
       FROM files WHERE state <> 'gone'`,
    );
  }

  insert(row: Omit<FileRow, "stored" | "sha256" | "state">): void {
    const { file, room, author, sender, name, size, mime, at } = row;
    this.#insert.run(file, room, author, sender, name, size, mime, at);
  }

  get(file: number): FileRow | undefined {
    return this.#get.get(file) as unknown as FileRow | undefined;
  }

  /** Records that `stored` bytes of an open file are safe. */
  setStored(file: number, stored: number): void {
    this.#setStored.run(stored, file);
  }

  complete(file: number, sha256: string): void {
    this.#complete.run(sha256, file);
  }

  setGone(file: number): void {
    this.#setGone.run(file);
  }

  /** Files of `room` that are not gone, before `before`, newest first. */
  list(room: number, before: number, limit: number): FileRow[] {
    return this.#list.all(room, before, limit) as unknown as FileRow[];
  }

  /** All files in `state`, oldest first. */
  inState(state: FileRow["state"]): FileRow[] {
    return this.#inState.all(state) as unknown as FileRow[];
  }

  /** How many unfinished uploads there are and `author` has, and the sizes of the latter together. */
  openBeside(author: number): { all: number; own: number; reserved: number } {
    return this.#open.get(author) as { all: number; own: number; reserved: number };
  }

  /** Bytes that unfinished uploads have yet to bring. */
  unsentBytes(): number {
    return Number(this.#unsent.get()?.value);
  }

  /** How many files there are, and the bytes that the spool holds of them. */
  totals(): { files: number; bytes: number } {
    return this.#totals.get() as { files: number; bytes: number };
  }
}
