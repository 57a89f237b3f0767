/**
 * Noticing that the machine was asleep. Pure: the clock is an argument.
 * @module
 */
import type { Clock } from "../../../protocol/clock.ts";

/**
 * The time of day has gone on so much further than the running time: the machine was asleep, and
 * the connection may be dead.
 */
const ASLEEP_MS = 5_000;

/**
 * Compares the time of day with the running time: where only the first one has gone on, the machine
 * was asleep.
 */
export class SleepWatch {
  readonly #clock: Clock;
  #ahead: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#ahead = this.#difference();
  }

  /**
   * Was the machine asleep since the last look? A clock that somebody sets forward looks the same.
   */
  hasSlept(): boolean {
    const before = this.#ahead;
    this.#ahead = this.#difference();
    return this.#ahead - before >= ASLEEP_MS;
  }

  #difference(): number {
    return this.#clock.wall() - this.#clock.monotonic();
  }
}
