/**
 * Noticing that the machine was asleep. Pure: both clocks are arguments.
 * @module
 */

/**
 * The time of day has gone on so much further than the running time: the machine was asleep, and
 * the connection may be dead.
 */
const ASLEEP_MS = 5_000;

/** The two clocks of a client, in ms. */
export interface Clocks {
  /** Running time: it stands still while the machine is asleep. */
  readonly now: () => number;
  /** The time of day. */
  readonly wallClock: () => number;
}

/** Compares the time of day with the running time: where only the first one has gone on, the machine was asleep. */
export class SleepWatch {
  readonly #clocks: Clocks;
  #ahead: number;

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
    this.#ahead = this.#difference();
  }

  /** Was the machine asleep since the last look? A clock that somebody sets forward looks the same. */
  hasSlept(): boolean {
    const before = this.#ahead;
    this.#ahead = this.#difference();
    return this.#ahead - before >= ASLEEP_MS;
  }

  #difference(): number {
    return this.#clocks.wallClock() - this.#clocks.now();
  }
}
