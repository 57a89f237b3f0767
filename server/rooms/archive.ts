/**
 * Looking back: pages of history, and search.
 * @module
 */
import { setImmediate } from "node:timers";
import { ProtocolError } from "../../protocol/errors.ts";
import {
  INDEX_STEP_CHARS,
  INDEX_STEP_ENTRIES,
  MAX_ANSWER_CHARS,
  MAX_FOUND,
  MAX_MISSED_COUNTED,
  MAX_SCANNED_ENTRIES,
  MAX_SEARCH_WORDS,
  SEARCH_STEP_ENTRIES,
  SEARCH_STEP_ROWS,
} from "../../protocol/limits.ts";
import { isIndexed, searchableOf } from "../store/search.ts";
import { isStorageFull, type Store } from "../store/store.ts";
import { wantedTexts } from "./wanted_texts.ts";

/** Entries for an answer. */
export interface Excerpt {
  readonly entries: readonly object[];
  /** There are more in the same direction. */
  readonly more: boolean;
}

type Row = { readonly seq: number; readonly line: string };

/** Reads the stored entries for those who ask. Everything is limited to what the asking author may see. */
export class Archive {
  #indexing: Promise<void> | undefined;

  constructor(private readonly store: Store) {}

  /** How many messages and files of others follow `seq`, at most {@linkcode MAX_MISSED_COUNTED}. */
  missed(author: number, seq: number): number {
    return this.store.entries.missed(author, seq, MAX_MISSED_COUNTED);
  }

  /** The messages and files before `seq`, oldest first, at most `limit`. */
  before(author: number, seq: number, limit: number): Excerpt {
    const { kept, more } = cut(
      this.store.entries.earlier(author, seq, limit + 1, MAX_ANSWER_CHARS),
      limit,
    );
    return { entries: parse(kept).reverse(), more };
  }

  /**
   * The messages before `seq` that contain all words and phrases of `typed`, newest first; `undefined` if there is none.
   * Waits until everything stored so far is searchable.
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
    const found: Row[] = [];
    let upTo = Math.min(before - 1, search.lastSeq());
    const end = isIndexed(wanted) ? 0 : Math.max(0, upTo - MAX_SCANNED_ENTRIES);
    while (upTo > end && found.length <= MAX_FOUND) {
      await turn();
      const after = Math.max(end, upTo - SEARCH_STEP_ENTRIES);
      const limit = SEARCH_STEP_ROWS;
      const rows = search.candidates({ author, wanted, after, upTo, limit });
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
