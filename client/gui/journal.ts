/**
 * The conversation so far, for tabs that come now and for tabs that come later.
 * @module
 */
import type { Item, ItemBody } from "./channel.ts";

/**
 * Things of the conversation that the client keeps for its tabs: some days of a busy room, about
 * 10 MB.
 */
const MAX_CONVERSATION_ITEMS = 20_000;

/** What stands in the journal before it has a place. */
export type NewItem = ItemBody & { readonly at: string };

/** Items in order, numbered without gaps; the oldest ones are forgotten. Does no I/O. */
export class Journal {
  readonly #maxItems: number;
  #items: Item[] = [];
  #next = 0;
  #isCut = false;

  constructor(maxItems: number = MAX_CONVERSATION_ITEMS) {
    this.#maxItems = maxItems;
  }

  /** The `n` of the item that comes next. */
  get next(): number {
    return this.#next;
  }

  /**
   * May older items be put before the first one? Not any more when it has been forgotten, or would
   * be.
   */
  get takesOlder(): boolean {
    return !this.#isCut && this.#items.length < this.#maxItems;
  }

  add(item: NewItem): void {
    this.#items.push({ ...item, n: this.#next++ });
    // Cutting a tenth at a time costs little for each item.
    if (this.#items.length <= this.#maxItems * 1.1) return;
    this.#items = this.#items.slice(-this.#maxItems);
    this.#isCut = true;
  }

  /** Puts `items`, oldest first, before the first one; their numbers are below its number. */
  addOlder(items: readonly NewItem[]): void {
    const first = this.#first - items.length;
    this.#items = [...items.map((item, at) => ({ ...item, n: first + at })), ...this.#items];
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
