/**
 * Looking back: pages of history, and search.
 * @module
 */
import { setImmediate } from "node:timers";
import { ProtocolError } from "../protocol/errors.ts";
import {
  INDEX_STEP_ENTRIES,
  MAX_ANSWER_CHARS,
  MAX_FOUND,
  MAX_MISSED_COUNTED,
  MAX_SEARCH_WORDS,
} from "../protocol/limits.ts";
import { isStorageFull, type Store } from "./store/store.ts";

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
    const { kept, more } = cut(this.store.entries.earlier(author, seq, limit + 1), limit);
    return { entries: parse(kept).reverse(), more };
  }

  /**
   * The messages before `seq` that contain all words of `text`, newest first; `undefined` if there is no word. Waits until
   * everything stored so far is searchable. @throws {ProtocolError} `storage_full` if that cannot be stored.
   */
  async search(author: number, text: string, seq: number): Promise<Excerpt | undefined> {
    const words = text.toWellFormed().split(/\s+/u).filter((word) => word !== "");
    if (words.length === 0) return undefined;
    if (this.store.search.isBehind()) {
      await (this.#indexing ??= this.#index().finally(() => this.#indexing = undefined));
    }
    const query = { author, words: words.slice(0, MAX_SEARCH_WORDS), before: seq };
    const rows = this.store.search.find({ ...query, limit: MAX_FOUND + 1 });
    const { kept, more } = cut(rows, MAX_FOUND);
    return { entries: parse(kept), more };
  }

  /** In small steps, between which the server does its other work. */
  async #index(): Promise<void> {
    let hasMore = true;
    while (hasMore) {
      try {
        this.store.transaction(() => hasMore = this.store.search.indexNext(INDEX_STEP_ENTRIES));
      } catch (error) {
        throw isStorageFull(error) ? new ProtocolError("storage_full") : error;
      }
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }
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
