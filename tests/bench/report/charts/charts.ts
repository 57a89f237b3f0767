/**
 * The charts of the report.
 * @module
 */
import { curvesOf, type Growth, GROWTHS } from "../growth.ts";
import type { Row } from "../row.ts";
import { type Bar, barChart, type BarGroup } from "./bars.ts";
import { lineChart } from "./lines.ts";

/** A picture and what it shows. */
export interface Chart {
  readonly file: string;
  readonly title: string;
  readonly svg: string;
  /** The growth it shows, if any. */
  readonly growth?: Growth;
}

/** Rows with these beginnings are compared as bars. */
const COMPARISONS = [
  {
    file: "fan-out.svg",
    title: "Deliveries per second (4 senders, 100 bytes)",
    works: ["fan-out, 100 members, 4 sending 100 B", "fan-out, 1,000 members, 4 sending 100 B"],
  },
  {
    file: "relay.svg",
    title: "File relay, MiB per second of the file",
    works: ["relay 1 → 1,", "relay 1 → 4,", "relay 1 → 16,"],
  },
  {
    file: "delay.svg",
    title: "99th percentile of the delay in ms",
    works: ["steady", "chat beside one file", "chat beside 4 uploads"],
  },
] as const;

/** All charts that `rows` have figures for. */
export function chartsOf(rows: readonly Row[]): readonly Chart[] {
  const bars = COMPARISONS.flatMap(({ file, title, works }) => {
    const groups = works.flatMap((work) => groupOf(rows, work));
    return groups.length === 0 ? [] : [{ file, title, svg: barChart(title, groups) }];
  });
  const lines = GROWTHS.flatMap((growth) => {
    const curves = curvesOf(rows, growth);
    if (curves.length === 0) return [];
    const svg = lineChart(growth, curves.map((curve) => ({ ...curve, bendAt: curve.bend?.x })));
    return [{ file: `${growth.id}.svg`, title: growth.title, svg, growth }];
  });
  return [...bars, ...lines];
}

function groupOf(rows: readonly Row[], work: string): BarGroup[] {
  const own = rows.filter((row) => row.work.startsWith(work) && Number.isFinite(row.figure));
  const bars = own.map(({ by, figure = NaN, runs = [figure] }): Bar => ({
    by,
    value: figure,
    low: Math.min(...runs),
    high: Math.max(...runs),
  }));
  return bars.length === 0 ? [] : [{ label: own[0]?.work ?? work, bars }];
}
