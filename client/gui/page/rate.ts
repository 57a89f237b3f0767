/**
 * How fast a transfer moves, from what is told about it now and then.
 * @module
 */

export interface Rate {
  readonly atMs: number;
  readonly bytes: number;
  /** Smoothed; `undefined` until two samples are known. */
  readonly bytesPerSecond: number | undefined;
}

/** Weight of the newest sample: a change shows within about two seconds, a hiccup hardly. */
const NEWEST = 0.3;

/**
 * The rate after `bytes` in all had moved at `atMs`. Going back, as after a new beginning, starts
 * anew.
 */
export function nextRate(before: Rate | undefined, bytes: number, atMs: number): Rate {
  if (before === undefined || bytes < before.bytes) {
    return { atMs, bytes, bytesPerSecond: undefined };
  }
  const seconds = (atMs - before.atMs) / 1000;
  if (seconds <= 0) return before;
  const now = (bytes - before.bytes) / seconds;
  const smoothed = before.bytesPerSecond === undefined
    ? now
    : before.bytesPerSecond * (1 - NEWEST) + now * NEWEST;
  return { atMs, bytes, bytesPerSecond: smoothed };
}
