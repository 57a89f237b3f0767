/**
 * How long to wait before trying again.
 * @module
 */

/** Random between 0 and the smaller of the cap and base × 2ⁿ ("full jitter"). */
const BASE_MS = 500;
const CAP_MS = 30_000;

/**
 * Full jitter: anything from nothing to the doubled pause, so that many clients do not come back at
 * once.
 */
export function backoffMs(tries: number, random: () => number): number {
  return Math.round(random() * Math.min(CAP_MS, BASE_MS * 2 ** tries));
}
