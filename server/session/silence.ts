/**
 * How long a peer may say, read or take nothing. Pure: the time is an argument.
 * @module
 */
import { DEAD_AFTER_MS, PING_AFTER_MS } from "../../protocol/limits.ts";

/**
 * No byte written for so long although there is something to write: the peer has stopped reading.
 */
export const STALL_MS = 10_000;

/** Watches for silence: a peer is asked for a sign of life first, and given up later. */
export class SilenceWatch {
  #heardAt: number;
  #askedAt: number;

  /** It begins at `now`, in monotonic ms. */
  constructor(now: number) {
    this.#heardAt = this.#askedAt = now;
  }

  /** The peer was heard at `now`. */
  heard(now: number): void {
    this.#heardAt = now;
  }

  /** What is due at `now`; a `ping` counts as sent. */
  due(now: number): "close" | "ping" | undefined {
    const silentMs = now - this.#heardAt;
    if (silentMs >= DEAD_AFTER_MS) return "close";
    if (silentMs < PING_AFTER_MS || now - this.#askedAt < PING_AFTER_MS) return undefined;
    this.#askedAt = now;
    return "ping";
  }
}
