/**
 * The conversation in pieces: those far from what is seen are not in the page.
 * @module
 */
import type { Item } from "../channel.ts";

/** Items in one piece: about two screens. */
const CHUNK_ITEMS = 50;

export interface Chunk {
  readonly key: number;
  readonly items: readonly Item[];
  /** The item before the first one, to see whether the same person goes on. */
  readonly previous: Item | undefined;
}

/**
 * `items` in pieces. A piece that did not change is the same object as in `before`, so it need not
 * be shown anew.
 */
export function chunkItems(items: readonly Item[], before: readonly Chunk[]): readonly Chunk[] {
  const known = new Map(before.map((chunk) => [chunk.key, chunk]));
  const chunks: Chunk[] = [];
  for (let start = 0; start < items.length;) {
    const key = Math.floor((items[start] as Item).n / CHUNK_ITEMS);
    let end = start + 1;
    while (end < items.length && Math.floor((items[end] as Item).n / CHUNK_ITEMS) === key) end++;
    const previous = items[start - 1];
    const old = known.get(key);
    const isSame = old !== undefined && old.items.length === end - start &&
      old.items[0] === items[start] && old.previous === previous;
    chunks.push(isSame ? old : { key, items: items.slice(start, end), previous });
    start = end;
  }
  return chunks;
}

/** Messages of one person within this time stand under one name. */
const GROUP_MS = 5 * 60_000;

/** Does `item` go on what `previous` began? */
export function continues(item: Item, previous: Item | undefined): boolean {
  if (previous === undefined || !("from" in item) || !("from" in previous)) return false;
  if (item.kind === "renamed" || previous.kind === "renamed") return false;
  if (item.from !== previous.from || isNewDay(item, previous)) return false;
  const recipient = (said: Item) => said.kind === "message" ? said.to : undefined;
  if (recipient(item) !== recipient(previous)) return false;
  return Date.parse(item.at) - Date.parse(previous.at) < GROUP_MS;
}

/** Was `item` on another day than `previous`? */
export function isNewDay(item: Item, previous: Item | undefined): boolean {
  if (previous === undefined) return true;
  return new Date(item.at).toDateString() !== new Date(previous.at).toDateString();
}
