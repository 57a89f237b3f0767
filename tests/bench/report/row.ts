/**
 * One line of the table.
 * @module
 */
import { z } from "zod";

/** JSON knows no NaN and writes `null` for it. */
const figure = z.number().or(z.null().transform(() => NaN)).or(z.nan());

/** A measured figure, or the reason why there is none. */
export const Row = z.object({
  /** What was done. */
  work: z.string(),
  /** Who did it. */
  by: z.string(),
  /** The median of the runs. */
  figure: figure.optional(),
  unit: z.string(),
  /** All runs, in order. */
  runs: z.array(figure).readonly().optional(),
  /** Processor seconds of the server for a million units of the figure: what a faster machine does not change much. */
  cpu: figure.optional(),
  /** Compared with the best of the others. */
  ratio: figure.optional(),
  goal: z.string().optional(),
  /** Anything a reader needs to judge the figure. */
  note: z.string().optional(),
  /** Its place on the charts: what was measured, and with how many of what. */
  place: z.object({ measure: z.string(), at: z.record(z.string(), z.number()) }).optional(),
}).readonly();
export type Row = z.infer<typeof Row>;

/** The middle one, or the mean of the two in the middle; `NaN` of none. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? NaN;
  const lower = sorted[(sorted.length - 1) >> 1] ?? NaN;
  return (lower + upper) / 2;
}

/** `seconds` of a processor as people read them; nothing if they were not measured. */
export function formatCpu(seconds: number | undefined): string {
  return seconds === undefined || !Number.isFinite(seconds) ? "" : `${seconds.toPrecision(2)} s/M`;
}

/** `rows` with the ratio of each of `ours` to the best of the others, which is the largest figure. */
export function withRatios(rows: readonly Row[], ours: ReadonlySet<string>): readonly Row[] {
  const others = rows.filter((row) => !ours.has(row.by)).map((row) => row.figure ?? NaN);
  const best = Math.max(...others.filter(Number.isFinite));
  if (!Number.isFinite(best)) return rows;
  return rows.map((row) =>
    ours.has(row.by) && row.figure !== undefined ? { ...row, ratio: row.figure / best } : row
  );
}
