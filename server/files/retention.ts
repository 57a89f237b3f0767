/**
 * Which files make room for a new one. Pure.
 * @module
 */

/** A finished file. */
export interface KeptFile {
  readonly file: number;
  readonly size: number;
  readonly at: number;
}

/** How much room there is and has to be. */
export interface Room {
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
export function filesToRemove(
  kept: readonly KeptFile[],
  { quotaLeft, diskLeft, wanted }: Room,
  keepAfter: number,
): KeptFile[] | undefined {
  const removed: KeptFile[] = [];
  let left = Math.min(quotaLeft, diskLeft);
  for (const file of kept) {
    if (left >= wanted && file.at >= keepAfter) break;
    removed.push(file);
    left += file.size;
  }
  return left >= wanted ? removed : undefined;
}
