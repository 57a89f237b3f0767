/**
 * Which files make room for a new one. Pure.
 * @module
 */

/** A finished file. */
export interface KeptFile {
  readonly size: number;
  /** Unix time in ms. */
  readonly at: number;
}

/** How much space there is and has to be. */
export interface SpaceLeft {
  /** Bytes that the spool may still take by its quota. May be negative. */
  readonly quotaLeft: number;
  /** Bytes that the disk may still take. May be negative. */
  readonly diskLeft: number;
  /** Bytes of the new file. */
  readonly wanted: number;
}

/**
 * The files to remove, oldest first, so that `wanted` bytes find room, or `undefined` if removing all of them is not enough.
 * `kept` is ordered by age, oldest first; files from before `keepAfter` are removed in any case.
 */
export function filesToRemove<F extends KeptFile>(
  kept: readonly F[],
  { quotaLeft, diskLeft, wanted }: SpaceLeft,
  keepAfter: number,
): F[] | undefined {
  const removed: F[] = [];
  let left = Math.min(quotaLeft, diskLeft);
  for (const file of kept) {
    if (left >= wanted && file.at >= keepAfter) break;
    removed.push(file);
    left += file.size;
  }
  return left >= wanted ? removed : undefined;
}
