/**
 * Which files of the room are not there any more.
 * @module
 */

/** Files that are remembered as gone: more than anybody looks back at. */
const MAX_GONE = 10_000;

/** Of many the ones learnt latest. Does no I/O. */
export class GoneFiles {
  readonly #gone = new Set<string>();

  /** The server says that these `files` are gone. */
  learn(files: readonly string[] = []): void {
    for (const file of files) {
      this.#gone.add(file);
      const [first] = this.#gone;
      if (this.#gone.size > MAX_GONE && first !== undefined) this.#gone.delete(first);
    }
  }

  has(file: string): boolean {
    return this.#gone.has(file);
  }

  /** The server has another log now. */
  clear(): void {
    this.#gone.clear();
  }
}
