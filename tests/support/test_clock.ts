/**
 * Time as a test makes it.
 * @module
 */
import type { Clock } from "../../protocol/clock.ts";

/** Time that stands still until {@linkcode TestClock.pass}. */
export class TestClock implements Clock {
  #ms = 0;

  /** Unix time in ms of its beginning: some day. */
  constructor(private readonly epoch = 1_800_000_000_000) {}

  monotonic(): number {
    return this.#ms;
  }

  wall(): number {
    return this.epoch + this.#ms;
  }

  pass(ms: number): void {
    this.#ms += ms;
  }
}
