/**
 * Signs of life of a server.
 * @module
 */
import type { Clock } from "../../../protocol/clock.ts";
import { DEAD_AFTER_MS } from "../../../protocol/limits.ts";
import { heartbeat } from "./heartbeat.ts";
import { SleepWatch } from "./sleep_watch.ts";

/**
 * Time for the server to answer a machine that was asleep: a slow network's round trip, several
 * times.
 */
const AWAKE_ANSWER_MS = 5_000;

/** Counts the silence on one connection. */
export class Pulse {
  readonly #clock: Clock;
  readonly #sleepWatch: SleepWatch;
  #heardAtMs: number;
  #pinged = false;
  #deadAfterMs = DEAD_AFTER_MS;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#sleepWatch = new SleepWatch(clock);
    this.#heardAtMs = clock.monotonic();
  }

  /** Bytes have come. */
  heard(): void {
    this.#heardAtMs = this.#clock.monotonic();
    this.#pinged = false;
    this.#deadAfterMs = DEAD_AFTER_MS;
  }

  /**
   * Whether to wait, to ask the server for a sign, or to give it up; to be called again and again.
   * While `isBusy`, it is we who do not read.
   */
  next(isBusy: boolean): "wait" | "ping" | "dead" {
    if (this.#sleepWatch.hasSlept()) {
      // The server may have given us up, which nothing but silence tells.
      this.heard();
      this.#deadAfterMs = AWAKE_ANSWER_MS;
      return this.#ping();
    }
    if (isBusy) {
      this.heard();
      return "wait";
    }
    const silentMs = this.#clock.monotonic() - this.#heardAtMs;
    const next = heartbeat(silentMs, this.#pinged, this.#deadAfterMs);
    return next === "ping" ? this.#ping() : next;
  }

  #ping(): "ping" {
    this.#pinged = true;
    return "ping";
  }
}
