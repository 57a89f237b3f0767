/**
 * Rows as plain text.
 * @module
 */
import { formatCpu, type Row } from "./row.ts";

const HEAD = ["work", "by", "result", "runs", "CPU", "ratio", "goal", "note"];
const RIGHT_ALIGNED = new Set([2]);

/** A figure with three digits that count, and its unit. */
export function formatFigure(figure: number | undefined, unit: string): string {
  if (figure === undefined) return "skipped";
  if (!Number.isFinite(figure)) return "none";
  const large = Math.abs(figure) >= 100;
  const shown = large ? Math.round(figure).toLocaleString("en") : figure.toPrecision(3);
  return `${shown} ${unit}`;
}

/** Columns under a head, two spaces apart. */
export function formatTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.work,
    row.by,
    formatFigure(row.figure, row.unit),
    formatSpread(row.runs ?? []),
    formatCpu(row.cpu),
    row.ratio === undefined ? "" : `${row.ratio.toFixed(2)}x`,
    row.goal ?? "",
    row.note ?? "",
  ]);
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0))
  );
  const line = (columns: readonly string[]) =>
    columns.map((cell, column) => {
      const width = widths[column] ?? 0;
      return RIGHT_ALIGNED.has(column) ? cell.padStart(width) : cell.padEnd(width);
    }).join("  ").trimEnd();
  return [line(HEAD), line(widths.map((width) => "-".repeat(width))), ...cells.map(line)].join(
    "\n",
  );
}

/** How far the runs lie apart; nothing for a single one. */
export function formatSpread(runs: readonly number[]): string {
  if (runs.length < 2) return "";
  return `${short(Math.min(...runs))}…${short(Math.max(...runs))}`;
}

function short(figure: number): string {
  return new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 })
    .format(figure);
}
