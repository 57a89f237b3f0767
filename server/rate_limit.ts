/**
 * How fast one member may ask for things. Pure: the time is an argument.
 * @module
 */

/** A bucket of tokens: one request takes one, they come back at a steady rate up to the burst. */
export class TokenBucket {
  #tokens: number;
  #at: number;

  /** Full at the time `now` in ms. A rate of 0 means no limit. */
  constructor(
    private readonly ratePerSecond: number,
    private readonly burst: number,
    now: number,
  ) {
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes a token and says how many ms its holder has to wait before using it; 0 within the rate. */
  take(now: number): number {
    if (this.ratePerSecond === 0) return 0;
    const earned = (now - this.#at) * this.ratePerSecond / 1000;
    this.#tokens = Math.min(this.burst, this.#tokens + earned) - 1;
    this.#at = now;
    return this.#tokens >= 0 ? 0 : -this.#tokens * 1000 / this.ratePerSecond;
  }
}
