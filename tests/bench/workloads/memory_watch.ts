/**
 * Memory of a process over a while.
 * @module
 */
import { residentBytes } from "../load/usage.ts";

/** Between two looks. */
const LOOK_MS = 25;

/** Remembers the most memory that `pid` had since the watch began. */
export class MemoryWatch implements Disposable {
  readonly #beforeBytes: number;
  #mostBytes: number;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(pid: number) {
    this.#beforeBytes = residentBytes(pid) ?? NaN;
    this.#mostBytes = this.#beforeBytes;
    this.#timer = setInterval(() => {
      this.#mostBytes = Math.max(this.#mostBytes, residentBytes(pid) ?? 0);
    }, LOOK_MS);
  }

  /** The most over the beginning. */
  get growthBytes(): number {
    return this.#mostBytes - this.#beforeBytes;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
