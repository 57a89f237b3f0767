/**
 * One line of the table.
 * @module
 */

/** A measured figure, or the reason why there is none. */
export interface Row {
  /** What was done. */
  readonly work: string;
  /** Who did it. */
  readonly by: string;
  /** The median of the runs. */
  readonly figure?: number;
  readonly unit: string;
  /** All runs, in order. */
  readonly runs?: readonly number[];
  /** Compared with the best of the others. */
  readonly ratio?: number;
  readonly goal?: string;
  /** Anything a reader needs to judge the figure. */
  readonly note?: string;
}

/** The middle one, or the mean of the two in the middle; `NaN` of none. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? NaN;
  const lower = sorted[(sorted.length - 1) >> 1] ?? NaN;
  return (lower + upper) / 2;
}
