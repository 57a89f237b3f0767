/**
 * The conversation so far, for tabs that come now and for tabs that come later.
 * @module
 */
import { MAX_CONVERSATION_ITEMS } from "../../protocol/limits.ts";
import type { Item, ItemBody } from "./channel.ts";

/** Items in order; the oldest ones are forgotten. Does no I/O. */
export class Journal {
  readonly #maxItems: number;
  #items: Item[] = [];
  #next = 0;

  constructor(maxItems: number = MAX_CONVERSATION_ITEMS) {
    this.#maxItems = maxItems;
  }

  /** The `n` of the item that comes next. */
  get next(): number {
    return this.#next;
  }

  add(body: ItemBody, at: string): void {
    this.#items.push({ ...body, n: this.#next++, at });
    // Cutting a tenth at a time costs little for each item.
    if (this.#items.length > this.#maxItems * 1.1) this.#items = this.#items.slice(-this.#maxItems);
  }

  /** At most `count` items from `n` on. */
  from(n: number, count: number): readonly Item[] {
    const at = Math.max(n - this.#first, 0);
    return this.#items.slice(at, at + count);
  }

  /** The last `count` items before `n`, and whether there are older ones. */
  before(n: number, count: number): { items: readonly Item[]; hasOlder: boolean } {
    const end = Math.max(n - this.#first, 0);
    const start = Math.max(end - count, 0);
    return { items: this.#items.slice(start, end), hasOlder: start > 0 };
  }

  get #first(): number {
    return this.#next - this.#items.length;
  }
}
