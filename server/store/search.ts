/**
 * Finding messages by their words.
 * @module
 */
import { fold } from "../../protocol/fold.ts";
import { type SeqLine, VISIBLE } from "./entries.ts";
import type { RenewableDatabase } from "./renewable_database.ts";

/** The index looks for pieces of three characters, so shorter words are not in it. */
const PIECE_CHARS = 3;
/**
 * Pieces of one word or phrase that are looked for: enough to leave few other texts, which are
 * compared afterwards.
 */
const MAX_PIECES = 8;

/** Where to look for what. */
export interface Query {
  /** The rooms to look into, a list of their numbers in JSON. */
  readonly rooms: string;
  /** Words and phrases, {@linkcode searchable}. */
  readonly wanted: readonly string[];
  /** Entries from after this one … */
  readonly after: number;
  /** … up to this one. */
  readonly upTo: number;
  readonly limit: number;
}

/**
 * `text` in the form that is searched: folded, with one space in the place of any white space.
 * SQLite takes U+0000 for the end of a text.
 */
export function searchable(text: string): string {
  return fold(text.toWellFormed()).replace(/[\s\0]+/gu, " ");
}

/** The text of the message in `line`, as {@linkcode searchable}. */
export function searchableOf(line: string): string {
  return searchable(String(JSON.parse(line).text));
}

/** Is anything in `wanted` long enough for the index? Else every text has to be looked at. */
export function isIndexed(wanted: readonly string[]): boolean {
  return wanted.some((text) => piecesOf(text).length > 0);
}

export class SearchTable {
  readonly #indexed;
  readonly #setIndexed;
  readonly #last;
  readonly #messages;
  readonly #add;
  readonly #sizes;
  readonly #matching;
  readonly #all;

  constructor(db: RenewableDatabase) {
    this.#indexed = db.prepare<{ value: string }>("SELECT value FROM meta WHERE key = 'indexed'");
    this.#setIndexed = db.prepare("UPDATE meta SET value = ? WHERE key = 'indexed'");
    this.#last = db.prepare<{ value: number }>(
      "SELECT coalesce(max(seq), 0) AS value FROM entries",
    );
    this.#messages = db.prepare<SeqLine>(
      "SELECT seq, line FROM entries WHERE seq > ? AND seq <= ? AND type = 'message'",
    );
    this.#add = db.prepare("INSERT INTO entries_text (rowid, text) VALUES (?, ?)");
    this.#sizes = db.prepare<{ seq: number; chars: number }>(
      "SELECT seq, length(line) AS chars FROM entries WHERE seq > ? ORDER BY seq LIMIT ?",
    );
    // The index is the outer loop, newest first, so that no more rows are read than are wanted.
    this.#matching = db.prepare<SeqLine>(
      `SELECT seq, line FROM entries_text CROSS JOIN entries ON seq = entries_text.rowid
       WHERE entries_text MATCH ? AND entries_text.rowid > ? AND entries_text.rowid <= ? AND ${VISIBLE}
       ORDER BY entries_text.rowid DESC LIMIT ?`,
    );
    this.#all = db.prepare<SeqLine>(
      `SELECT seq, line FROM entries WHERE seq > ? AND seq <= ? AND type = 'message' AND ${VISIBLE}
       ORDER BY seq DESC LIMIT ?`,
    );
  }

  /**
   * Makes the next entries searchable, at most `maxEntries` and not many more than `maxChars`
   * characters of them. Returns whether there are more. Call it inside a transaction.
   */
  indexNext(maxEntries: number, maxChars: number): boolean {
    const last = this.lastSeq();
    const indexed = Number(this.#indexed.one().value);
    let upTo = indexed;
    let chars = 0;
    for (const row of this.#sizes.iterate(indexed, maxEntries)) {
      upTo = row.seq;
      chars += row.chars;
      if (chars >= maxChars) break;
    }
    if (upTo > indexed) {
      for (const { seq, line } of this.#messages.all(indexed, upTo)) {
        this.#add.run(seq, searchableOf(line));
      }
      this.#setIndexed.run(String(upTo));
    }
    return upTo < last;
  }

  /** Are there entries that are not searchable yet? */
  isBehind(): boolean {
    return this.lastSeq() > Number(this.#indexed.one().value);
  }

  /**
   * Messages that may have all that is wanted, newest first: what comes here has to be looked at.
   */
  candidates({ rooms, wanted, after, upTo, limit }: Query): SeqLine[] {
    const pieces = wanted.flatMap(piecesOf);
    return pieces.length > 0
      ? this.#matching.all(pieces.map(quote).join(" AND "), after, upTo, rooms, limit)
      : this.#all.all(after, upTo, rooms, limit);
  }

  /** The newest entry. */
  lastSeq(): number {
    return this.#last.one().value;
  }
}

/**
 * Some pieces of `word`, from all over it. Not the whole word as one phrase: the index would
 * compare every place of every piece, which takes seconds for texts of one letter.
 */
function piecesOf(word: string): string[] {
  const chars = [...word];
  const starts = Math.max(0, chars.length - PIECE_CHARS + 1);
  const count = Math.min(starts, MAX_PIECES);
  const pieces = Array.from({ length: count }, (_, index) => {
    const start = Math.round(index * (starts - 1) / Math.max(1, count - 1));
    return chars.slice(start, start + PIECE_CHARS).join("");
  });
  return [...new Set(pieces)];
}

/** A string of the query language of FTS5 (https://sqlite.org/fts5.html, section 3.1). */
function quote(piece: string): string {
  return `"${piece.replaceAll('"', '""')}"`;
}
