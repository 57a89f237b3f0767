/**
 * A file that can be played while it arrives.
 * @module
 */
import { type PartialFile, Waiters } from "../core/mod.ts";

/**
 * How much of a file is here, for whoever reads it meanwhile. Until its digest has been compared
 * the last byte is held back: nobody can get a whole file out of it that nothing vouches for.
 */
export class Arrival {
  readonly #partial: PartialFile;
  readonly #changed = new Waiters();
  #state: "growing" | "verified" | "lost" = "growing";
  #path: string;

  constructor(partial: PartialFile) {
    this.#partial = partial;
    this.#path = partial.path;
  }

  /** Where the bytes are now. */
  get path(): string {
    return this.#path;
  }

  /** Of the complete file. */
  get size(): number {
    return this.#partial.size;
  }

  /** So many bytes from the start may be read. */
  get readable(): number {
    if (this.#state === "lost") return 0;
    return this.#state === "verified" ? this.size : Math.min(this.#partial.bytes, this.size - 1);
  }

  /** All of it is at `path`, and its digest is right. */
  verified(path: string): void {
    this.#path = path;
    this.#state = "verified";
    this.#changed.check();
  }

  /** It will not be complete. */
  lost(): void {
    this.#state = "lost";
    this.#changed.check();
  }

  /**
   * Resolves when the byte at `offset` may be read, or will never be, or when `signal` is aborted.
   */
  async until(offset: number, signal: AbortSignal): Promise<void> {
    if (offset < this.readable) return;
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    const isDecided = this.#changed.until(() => this.#state !== "growing", either);
    // The end of the download is not the verdict about it, which follows.
    const hasCome = this.#partial.until(offset, either).then(() =>
      offset < this.readable ? undefined : isDecided
    );
    await Promise.race([isDecided, hasCome]);
    over.abort();
  }
}
