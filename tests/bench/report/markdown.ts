/**
 * The report as a page.
 * @module
 */
import type { Chart } from "./charts/charts.ts";
import { curvesOf, type Growth } from "./growth.ts";
import { formatMachine } from "./machine.ts";
import type { Entry, Results } from "./results.ts";
import { formatCpu, type Row } from "./row.ts";
import { formatFigure, formatSpread } from "./table.ts";

/** The page, with the workloads in the order of `names`. */
export function formatReport(
  results: Results,
  names: readonly string[],
  charts: readonly Chart[],
): string {
  const entries = names.flatMap((name) => {
    const entry = results[name];
    return entry === undefined ? [] : [{ name, entry }];
  });
  const rows = entries.flatMap(({ entry }) => entry.rows);
  const machines = new Set(entries.map(({ entry }) => formatMachine(entry.machine)));
  return [
    "# Figures",
    "Made by `deno task bench --save`; `--only NAME` measures one workload again. How it is measured, and how it stays " +
    "fair, is in [tests/bench/README.md](../README.md). A figure is the median of its runs, the lowest and highest of " +
    "which stand next to it; CPU is the server's processor time for a million deliveries; a ratio compares with the best " +
    "of the others in the same table.",
    ...[...machines].map((machine) => `- ${machine}`),
    "## Goals",
    table(GOAL_HEAD, rows.filter((row) => row.goal !== undefined).map(goalCells)),
    "## Charts",
    ...charts.flatMap((chart) => section(chart, rows)),
    "## All figures",
    ...entries.flatMap(({ name, entry }) => [
      `### ${name}`,
      table(ROW_HEAD, entry.rows.map(rowCells)),
      formatSitting(entry),
    ]),
  ].join("\n\n") + "\n";
}

const GOAL_HEAD = ["work", "by", "result", "ratio", "goal"];
const ROW_HEAD = ["work", "by", "result", "runs", "CPU", "ratio", "note"];
const FIT_HEAD = ["", "slope", "fit", "explained", "bend"];

function goalCells(row: Row): readonly string[] {
  return [row.work, row.by, formatFigure(row.figure, row.unit), ratioOf(row), row.goal ?? ""];
}

function rowCells(row: Row): readonly string[] {
  const { work, by, figure, unit, runs = [], cpu, note = "" } = row;
  const spread = formatSpread(runs);
  return [work, by, formatFigure(figure, unit), spread, formatCpu(cpu), ratioOf(row), note];
}

function ratioOf({ ratio }: Row): string {
  return ratio === undefined ? "" : `${ratio.toFixed(2)}×`;
}

function formatSitting({ at, seconds, quick, runs, build, machine }: Entry): string {
  const form = quick ? "**quick form: short runs**" : "full form";
  return `${at.slice(0, 16).replace("T", " ")} UTC, ${Math.round(seconds)} s, ${form}, ${runs} ` +
    `${runs === 1 ? "run" : "runs"} each, chat from ${build}; load of the machine before: ` +
    machine.loadBefore.toFixed(2);
}

function section({ file, title, growth }: Chart, rows: readonly Row[]): readonly string[] {
  const image = `![${title}](${file})`;
  if (growth === undefined) return [image];
  return [image, table(FIT_HEAD, curvesOf(rows, growth).map((curve) => fitCells(curve, growth)))];
}

function fitCells(
  { by, fit, bend }: ReturnType<typeof curvesOf>[number],
  { model, x, xLabel }: Growth,
): readonly string[] {
  const b = formatSlope(fit.b);
  const slope = model === "power" ? `${b} (both axes logarithmic)` : `${b} MiB per ${UNITS[x]}`;
  const a = formatSlope(fit.a);
  const formula = model === "power" ? `${a} · x^${b}` : `${a} + ${b} · x`;
  const found = bend === undefined
    ? "none found"
    : `at ${bend.x.toLocaleString("en")} ${xLabel}: slope ${formatSlope(bend.before)} before, ` +
      `${formatSlope(bend.after)} after`;
  return [by, slope, formula, `${(100 * fit.explained).toFixed(1)} %`, found];
}

/** What one step along a straight axis is. */
const UNITS: Readonly<Record<string, string>> = { members: "member", fileMib: "MiB" };

function formatSlope(value: number): string {
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString("en");
  return Number(value.toPrecision(3)).toString();
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...lines.map(line)].join("\n");
}
