/**
 * The closed loop: how many messages every receiver has.
 * @module
 */

/** Follows the count of the slowest of `receivers`, at constant cost per step. */
export class Floor {
  readonly #seen: Float64Array;
  #floor = 0;
  /** Receivers whose count is the floor. */
  #behind: number;

  constructor(receivers: number) {
    this.#seen = new Float64Array(receivers);
    this.#behind = receivers;
  }

  /** Messages that everybody has. */
  get value(): number {
    return this.#floor;
  }

  /** Receiver `index` has `by` messages more. Returns by how much the floor rose. */
  advance(index: number, by: number): number {
    const before = this.#seen[index] ?? 0;
    this.#seen[index] = before + by;
    if (by === 0 || before !== this.#floor || --this.#behind > 0) return 0;
    let floor = Infinity;
    for (const seen of this.#seen) {
      if (seen < floor) {
        floor = seen;
        this.#behind = 0;
      }
      if (seen === floor) this.#behind++;
    }
    const rose = floor - this.#floor;
    this.#floor = floor;
    return rose;
  }
}
