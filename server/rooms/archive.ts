/**
 * Looking back: pages of history, and search.
 * @module
 */
import { setImmediate } from "node:timers";
import { ProtocolError } from "../../protocol/errors.ts";
import { MAX_FOUND, MAX_HISTORY } from "../../protocol/limits.ts";
import { isIndexed, isStorageFull, searchableOf, type Store } from "../store/mod.ts";
import { wantedTexts } from "./wanted_texts.ts";

/**
 * Missed messages are counted up to this number for somebody who comes back: counting more would
 * keep others waiting.
 */
const MAX_MISSED_COUNTED = 10_000;

/** Entries looked through for words too short for the index (under three characters). */
const MAX_SCANNED_ENTRIES = 20_000;

export const SEARCH_STEP_ROWS = 16;

/**
 * Entries whose index a search reads at a time, and messages it looks at: a few milliseconds,
 * however long they are.
 */
const SEARCH_STEP_ENTRIES = 4_096;

/**
 * The same in characters, for long texts: a text without any pattern costs most, 10 ms for 20,000.
 */
const INDEX_STEP_CHARS = 20_000;

/** Entries made searchable at a time: about 5 ms, in which nobody waits noticeably. */
const INDEX_STEP_ENTRIES = 1_000;

const MAX_SEARCH_WORDS = 8;

/**
 * Characters of entries in one answer: in UTF-8 and with its frame it stays within a server's line.
 */
const MAX_ANSWER_CHARS = 80_000;

/** Entries for an answer. */
export interface Excerpt {
  readonly entries: readonly object[];
  /** There are more in the same direction. */
  readonly more: boolean;
  /** Those of its files that are not there any more, if there are any. */
  readonly gone?: readonly string[] | undefined;
}

type Row = { readonly seq: number; readonly line: string };

/**
 * Reads the stored entries for those who ask. Everything is limited to what the asking author may
 * see.
 */
export class Archive {
  #indexing: Promise<void> | undefined;

  constructor(private readonly store: Store) {}

  /** How many messages and files of others follow `seq`, at most {@linkcode MAX_MISSED_COUNTED}. */
  missed(author: number, seq: number): number {
    const rooms = this.store.rooms.visibleTo(author);
    return this.store.entries.missed(author, rooms, seq, MAX_MISSED_COUNTED);
  }

  /**
   * The files offered after the entry `after` and before the entry `before` that are not there any
   * more, at most the newest {@linkcode MAX_HISTORY}; `undefined` if there is none.
   */
  gone(author: number, after: number, before = Number.MAX_SAFE_INTEGER): string[] | undefined {
    const rooms = this.store.rooms.visibleTo(author);
    const files = this.store.files.gone(rooms, after, before, MAX_HISTORY);
    return files.length > 0 ? files.map(String) : undefined;
  }

  /** The messages and files before `seq`, oldest first, at most `limit`. */
  before(author: number, seq: number, limit: number): Excerpt {
    const rooms = this.store.rooms.visibleTo(author);
    const rows = this.store.entries.earlier(rooms, seq, limit + 1, MAX_ANSWER_CHARS);
    const { kept, more } = cut(rows, limit);
    const oldest = kept.at(-1)?.seq ?? seq;
    return { entries: parse(kept).reverse(), more, gone: this.gone(author, oldest - 1, seq) };
  }

  /**
   * The messages before `seq` that contain all words and phrases of `typed`, newest first;
   * `undefined` if there is none. Waits until everything stored so far is searchable.
   * @throws {ProtocolError} `storage_full` if that cannot be stored.
   */
  async search(author: number, typed: string, seq: number): Promise<Excerpt | undefined> {
    const wanted = wantedTexts(typed);
    if (wanted.length === 0) return undefined;
    if (this.store.search.isBehind()) {
      await (this.#indexing ??= this.#index().finally(() => this.#indexing = undefined));
    }
    const rows = await this.#find(author, wanted.slice(0, MAX_SEARCH_WORDS), seq);
    const { kept, more } = cut(rows, MAX_FOUND);
    return { entries: parse(kept), more };
  }

  /** One more than are shown, if there are so many. In small steps, too. */
  async #find(author: number, wanted: readonly string[], before: number): Promise<readonly Row[]> {
    const { search } = this.store;
    const rooms = this.store.rooms.visibleTo(author);
    const found: Row[] = [];
    let upTo = Math.min(before - 1, search.lastSeq());
    const end = isIndexed(wanted) ? 0 : Math.max(0, upTo - MAX_SCANNED_ENTRIES);
    while (upTo > end && found.length <= MAX_FOUND) {
      await turn();
      const after = Math.max(end, upTo - SEARCH_STEP_ENTRIES);
      const limit = SEARCH_STEP_ROWS;
      const rows = search.candidates({ rooms, wanted, after, upTo, limit });
      found.push(...rows.filter(({ line }) => hasAll(line, wanted)));
      upTo = rows.length < limit ? after : (rows.at(-1) as Row).seq - 1;
    }
    return found.slice(0, MAX_FOUND + 1);
  }

  /** In small steps, between which the server does its other work. */
  async #index(): Promise<void> {
    let hasMore = true;
    while (hasMore) {
      try {
        this.store.transaction(() =>
          hasMore = this.store.search.indexNext(INDEX_STEP_ENTRIES, INDEX_STEP_CHARS)
        );
      } catch (error) {
        throw isStorageFull(error) ? new ProtocolError("storage_full") : error;
      }
      await turn();
    }
  }
}

/** Lets the server do its other work. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Does the message in `line` contain all that is wanted? */
function hasAll(line: string, wanted: readonly string[]): boolean {
  const text = searchableOf(line);
  return wanted.every((part) => text.includes(part));
}

/** The first rows that fit into one answer, at least one. */
function cut(rows: readonly Row[], limit: number): { kept: readonly Row[]; more: boolean } {
  let chars = 0;
  let count = 0;
  for (const { line } of rows.slice(0, limit)) {
    chars += line.length;
    if (count > 0 && chars > MAX_ANSWER_CHARS) break;
    count++;
  }
  return { kept: rows.slice(0, count), more: rows.length > count };
}

function parse(rows: readonly Row[]): object[] {
  return rows.map(({ line }) => JSON.parse(line) as object);
}
