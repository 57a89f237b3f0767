/**
 * Curves: how a figure grows with something.
 * @module
 */
import { type Bend, findBend } from "./bend.ts";
import { type Fit, fit, type Model, type Point } from "./fit.ts";
import type { Row } from "./row.ts";

/** What is drawn against what. */
export interface Growth {
  /** Name of the chart's file. */
  readonly id: string;
  readonly title: string;
  /** Which rows belong to it: what was measured, and what stayed the same. */
  readonly measure: string;
  readonly fixed: Readonly<Record<string, number>>;
  /** What grows. */
  readonly x: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly model: Model;
}

/** One contender's course. */
export interface Curve {
  readonly by: string;
  readonly points: readonly Point[];
  readonly fit: Fit;
  readonly bend: Bend | undefined;
}

const BASE = { members: 100, senders: 4, textBytes: 100 };
const { members: _members, ...EXCEPT_MEMBERS } = BASE;
const { senders: _senders, ...EXCEPT_SENDERS } = BASE;
const { textBytes: _textBytes, ...EXCEPT_TEXT } = BASE;
const FAN_OUT = { measure: "fan-out", yLabel: "deliveries per second", model: "power" } as const;

export const GROWTHS: readonly Growth[] = [
  {
    ...FAN_OUT,
    id: "fan-out-by-members",
    title: "Fan-out against members (4 senders, 100 bytes)",
    fixed: EXCEPT_MEMBERS,
    x: "members",
    xLabel: "members",
  },
  {
    ...FAN_OUT,
    id: "fan-out-by-senders",
    title: "Fan-out against senders (100 members, 100 bytes)",
    fixed: EXCEPT_SENDERS,
    x: "senders",
    xLabel: "senders",
  },
  {
    ...FAN_OUT,
    id: "fan-out-by-text",
    title: "Fan-out against the length of texts (100 members, 4 senders)",
    fixed: EXCEPT_TEXT,
    x: "textBytes",
    xLabel: "bytes of a text",
  },
  {
    id: "relay-by-receivers",
    title: "File relay against receivers",
    measure: "relay",
    fixed: {},
    x: "receivers",
    xLabel: "receivers",
    yLabel: "MiB per second of the file",
    model: "power",
  },
  {
    id: "memory-by-members",
    title: "Server memory against idle members",
    measure: "idle-memory",
    fixed: {},
    x: "members",
    xLabel: "members",
    yLabel: "MiB resident",
    model: "line",
  },
  {
    id: "memory-by-file-size",
    title: "Memory added by a file to 4 receivers against its size",
    measure: "file-memory",
    fixed: {},
    x: "fileMib",
    xLabel: "MiB of the file",
    yLabel: "MiB added",
    model: "line",
  },
];

/** The curves of `growth` that have two points at least, in the order of `rows`. */
export function curvesOf(rows: readonly Row[], growth: Growth): readonly Curve[] {
  const byName = Map.groupBy(rows.filter((row) => belongs(row, growth)), (row) => row.by);
  return [...byName].flatMap(([by, own]) => {
    const points = own.map((row) => pointOf(row, growth.x)).sort((a, b) => a.x - b.x);
    if (points.length < 2) return [];
    return [{ by, points, fit: fit(points, growth.model), bend: findBend(points, growth.model) }];
  });
}

function belongs({ place, figure }: Row, { measure, fixed, x }: Growth): boolean {
  if (place?.measure !== measure || place.at[x] === undefined) return false;
  if (figure === undefined || !Number.isFinite(figure)) return false;
  return Object.entries(fixed).every(([name, value]) => place.at[name] === value);
}

function pointOf({ figure = NaN, runs = [figure], place }: Row, x: string): Point {
  return {
    x: place?.at[x] ?? NaN,
    y: figure,
    low: Math.min(...runs),
    high: Math.max(...runs),
  };
}
