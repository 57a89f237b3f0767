/**
 * How often something may be done. Pure: the time is an argument.
 * @module
 */

/** A bucket of tokens: what is done takes some, they come back at a steady rate up to the burst. */
export class TokenBucket {
  #tokens: number;
  #at: number;

  /** Full at the time `now` in ms. A rate of `Infinity` means no limit. */
  constructor(
    private readonly ratePerSecond: number,
    private readonly burst: number,
    now: number,
  ) {
    this.#tokens = burst;
    this.#at = now;
  }

  /**
   * Takes `count` tokens and says how many ms their holder has to wait before using them; 0 within
   * the rate.
   */
  take(now: number, count = 1): number {
    if (this.ratePerSecond === Infinity) return 0;
    this.#earn(now);
    this.#tokens -= count;
    return this.#tokens >= 0 ? 0 : -this.#tokens * 1000 / this.ratePerSecond;
  }

  /** Takes a token if there is one. */
  tryTake(now: number): boolean {
    if (this.ratePerSecond === Infinity) return true;
    this.#earn(now);
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  #earn(now: number): void {
    const earned = (now - this.#at) * this.ratePerSecond / 1000;
    this.#tokens = Math.min(this.burst, this.#tokens + earned);
    this.#at = now;
  }
}
