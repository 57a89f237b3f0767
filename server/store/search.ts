/**
 * Finding messages by their words.
 * @module
 */
import { MAX_SCANNED_ENTRIES } from "../../protocol/limits.ts";
import { VISIBLE } from "./entries.ts";
import type { RenewableDatabase } from "./renewable_database.ts";

/** The index looks for pieces of three characters, so shorter words are not in it. */
const INDEXED_CHARS = 3;

/** A search. */
export interface Query {
  /** Who searches: only what this author may see is found. */
  readonly author: number;
  readonly words: readonly string[];
  /** Only entries before this one. */
  readonly before: number;
  readonly limit: number;
}

export class SearchTable {
  readonly #db: RenewableDatabase;
  readonly #indexed;
  readonly #setIndexed;
  readonly #last;
  readonly #add;

  constructor(db: RenewableDatabase) {
    this.#db = db;
    this.#indexed = db.prepare("SELECT value FROM meta WHERE key = 'indexed'");
    this.#setIndexed = db.prepare("UPDATE meta SET value = ? WHERE key = 'indexed'");
    this.#last = db.prepare("SELECT coalesce(max(seq), 0) AS value FROM entries");
    this.#add = db.prepare(
      `INSERT INTO entries_text (rowid, text) SELECT seq, json_extract(line, '$.text') FROM entries
       WHERE seq > ? AND seq <= ? AND type = 'message'`,
    );
  }

  /** Makes the next `count` entries searchable. Returns whether there are more. Call it inside a transaction. */
  indexNext(count: number): boolean {
    const last = Number(this.#last.get()?.value);
    const indexed = Number(this.#indexed.get()?.value);
    const upTo = Math.min(last, indexed + count);
    if (upTo > indexed) {
      this.#add.run(indexed, upTo);
      this.#setIndexed.run(String(upTo));
    }
    return upTo < last;
  }

  /** Are there entries that are not searchable yet? */
  isBehind(): boolean {
    return Number(this.#last.get()?.value) > Number(this.#indexed.get()?.value);
  }

  /** Messages with all words, newest first. Words of one or two characters alone are looked for in the newest entries only. */
  find({ author, words, before, limit }: Query): { seq: number; line: string }[] {
    const indexed = words.filter((word) => [...word].length >= INDEXED_CHARS);
    const scanned = words.filter((word) => !indexed.includes(word));
    const contains = scanned.map(() => "AND json_extract(line, '$.text') LIKE ? ESCAPE '\\'").join(
      " ",
    );
    const patterns = scanned.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
    const visible = `seq < ? AND ${VISIBLE} ${contains} ORDER BY seq DESC LIMIT ?`;
    const parameters = [before, author, author, ...patterns, limit];
    const rows = indexed.length > 0
      ? this.#db.prepare(
        `SELECT seq, line FROM entries_text JOIN entries ON seq = entries_text.rowid
         WHERE entries_text MATCH ? AND ${visible}`,
      ).all(indexed.map(quote).join(" AND "), ...parameters)
      : this.#db.prepare(
        `SELECT seq, line FROM entries WHERE type = 'message' AND seq > ? AND ${visible}`,
      ).all(Math.min(before, this.#lastSeq()) - MAX_SCANNED_ENTRIES, ...parameters);
    return rows as { seq: number; line: string }[];
  }

  #lastSeq(): number {
    return Number(this.#last.get()?.value);
  }
}

/** A string of the query language of FTS5 (https://sqlite.org/fts5.html, section 3.1). */
function quote(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
