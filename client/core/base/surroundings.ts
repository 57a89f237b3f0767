/**
 * Where chance and time come from.
 * @module
 */
import { type Clock, SYSTEM_CLOCK } from "../../../protocol/clock.ts";
import { sleep } from "../../../protocol/sleep.ts";

/** What happens by itself around a client. */
export interface Surroundings {
  /** From 0 to 1. */
  readonly random: () => number;
  readonly clock: Clock;
  /** Resolves after `ms` or when `signal` is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 64 random bits as hex: the start of this client's ids. */
  readonly mark: string;
}

/** The real ones, with a mark of their own each time. */
export function realSurroundings(): Surroundings {
  const mark = crypto.getRandomValues(new Uint8Array(8)).toHex();
  return { random: Math.random, clock: SYSTEM_CLOCK, sleep, mark };
}
