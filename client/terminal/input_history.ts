/**
 * What was typed before: Up, Down and Ctrl-R.
 * @module
 */
import { fold } from "../../protocol/fold.ts";

/** Inputs kept for the Up key, in this run and for the next. */
export const MAX_INPUT_HISTORY = 1_000;

/** Earlier inputs, oldest first, and where Up has got to. */
export class InputHistory {
  readonly #entries: string[];
  /** Equal to the number of entries when the draft is shown. */
  #at: number;
  #draft = "";

  constructor(entries: readonly string[] = []) {
    this.#entries = entries.slice(-MAX_INPUT_HISTORY);
    this.#at = this.#entries.length;
  }

  /** Remembers `text`, unless it is blank or what was remembered last, and forgets the draft. */
  add(text: string): void {
    const isNew = text.trim() !== "" && this.#entries.at(-1) !== text;
    if (isNew) this.#entries.push(text);
    if (this.#entries.length > MAX_INPUT_HISTORY) this.#entries.shift();
    this.#at = this.#entries.length;
    this.#draft = "";
  }

  /** The input before the one shown, or `undefined` at the oldest. `shown` is kept as the draft where it is one. */
  older(shown: string): string | undefined {
    if (this.#at === 0) return undefined;
    if (this.#at === this.#entries.length) this.#draft = shown;
    return this.#entries[--this.#at];
  }

  /** The input after the one shown, at last the draft; `undefined` when the draft is shown already. */
  newer(): string | undefined {
    if (this.#at === this.#entries.length) return undefined;
    this.#at++;
    return this.#at === this.#entries.length ? this.#draft : this.#entries[this.#at];
  }

  /**
   * The newest input older than `before` that contains `words`, however it is written, and its index for the next search;
   * `undefined` if there is none.
   */
  search(
    words: string,
    before = this.#entries.length,
  ): { index: number; text: string } | undefined {
    const wanted = fold(words);
    for (let index = Math.min(before, this.#entries.length) - 1; index >= 0; index--) {
      const text = this.#entries[index] ?? "";
      if (fold(text).includes(wanted)) return { index, text };
    }
    return undefined;
  }
}
