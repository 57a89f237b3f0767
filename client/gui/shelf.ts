/**
 * Which files the server has no more.
 * @module
 */
import type { ClientEvent } from "../core/mod.ts";

type Listed = Extract<ClientEvent, { type: "files" }>;

/**
 * Kept from what the log tells, and from what the server's lists of files leave out: not every server tells of all in the log.
 * Does no I/O.
 */
export class Shelf {
  readonly #gone = new Map<string, string>();
  /** Files that came from the past and that no list has shown to be there or gone. */
  readonly #open = new Set<string>();
  /** The newest file from the past: the server knew of it when it made any list. */
  #newestPast = 0;
  #isAsking = false;

  /** There was a file in the past. */
  past(file: string): void {
    this.#newestPast = Math.max(this.#newestPast, Number(file));
    this.#open.add(file);
  }

  /** `reason` may be empty. */
  gone(file: string, reason: string): void {
    if (!this.#gone.get(file)) this.#gone.set(file, reason);
    this.#open.delete(file);
  }

  /** Why `file` is gone; `undefined` if it is not. */
  goneBecause(file: string): string | undefined {
    return this.#gone.get(file);
  }

  /** The files that `list` would have to name if the server had them still. */
  missing({ files, more, before }: Listed): string[] {
    if (before !== undefined) this.#isAsking = false;
    const listed = new Set(files.map(({ file }) => file));
    for (const file of listed) this.#gone.delete(file);
    const numbers = [...listed].map(Number);
    const newest = before === undefined
      ? Math.max(this.#newestPast, ...numbers)
      : Number(before) - 1;
    const oldest = more ? Math.min(...numbers) : 0;
    const covered = [...this.#open].filter((file) => {
      return Number(file) >= oldest && Number(file) <= newest;
    });
    for (const file of covered) this.#open.delete(file);
    return covered.filter((file) => !listed.has(file));
  }

  /** The `before` of the next list to ask for, if one is needed to know about all files; asks for one at a time. */
  nextBefore(): string | undefined {
    if (this.#isAsking || this.#open.size === 0) return undefined;
    this.#isAsking = true;
    return String(1 + Math.max(...[...this.#open].map(Number)));
  }
}
