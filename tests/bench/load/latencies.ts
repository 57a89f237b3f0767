/**
 * Delays between sending and receiving.
 * @module
 */

/** Collects delays; what no longer fits is dropped, so size it for the run. */
export class Latencies {
  readonly #delaysMs: Float64Array;
  #count = 0;

  constructor(capacity: number) {
    this.#delaysMs = new Float64Array(capacity);
  }

  /** Adds one delay. */
  add(delayMs: number): void {
    if (this.#count < this.#delaysMs.length) this.#delaysMs[this.#count++] = delayMs;
  }

  /** Forgets everything so far. */
  clear(): void {
    this.#count = 0;
  }

  /** How many delays there are and the smallest ones that half and 99 of 100 do not exceed; `NaN` without any. */
  summary(): { samples: number; p50Ms: number; p99Ms: number } {
    const sorted = this.#delaysMs.subarray(0, this.#count).toSorted();
    const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
    return { samples: this.#count, p50Ms: at(0.5), p99Ms: at(0.99) };
  }
}
