/**
 * Lines through measured points.
 * @module
 */
import type { Model, Point } from "../fit.ts";
import { type Axis, linearAxis, logAxis } from "./axis.ts";
import { colourOf, element, FAINT, INK, picture, shortNumber, text } from "./svg.ts";

/** One line. */
export interface Line {
  readonly by: string;
  readonly points: readonly Point[];
  /** The `x` of the point that is marked. */
  readonly bendAt?: number | undefined;
}

/** What is written at the axes; a power is drawn on axes of logarithms, on which it is straight. */
export interface LineLabels {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly model: Model;
}

const WIDTH = 760;
const HEIGHT = 420;
const LEFT = 70;
const RIGHT = 170;
const TOP = 62;
const BOTTOM = 56;
const DOT = 3.5;
const RING = 8;

/** A chart with a dot for each point, its runs as a thin line, and a ring around bends. */
export function lineChart({ title, xLabel, yLabel, model }: LineLabels, lines: readonly Line[]) {
  const points = lines.flatMap((line) => line.points);
  const [x, y] = axesFor(points, model);
  const [bottom, right] = [HEIGHT - BOTTOM, WIDTH - RIGHT];
  return picture(title, WIDTH, HEIGHT, [
    ...y.ticks.flatMap((tick) => [
      element("line", { x1: LEFT, y1: y.at(tick), x2: right, y2: y.at(tick), stroke: FAINT }),
      text(shortNumber(tick), LEFT - 8, y.at(tick) + 4, "end"),
    ]),
    ...[...new Set(points.map((point) => point.x))].map((value) =>
      text(value.toLocaleString("en"), x.at(value), bottom + 20, "middle")
    ),
    text(xLabel, (LEFT + right) / 2, bottom + 42, "middle"),
    text(yLabel, 16, TOP - 14),
    ...lines.flatMap((line, index) => drawLine(line, x, y, colourOf(index))),
    ...lines.map(({ by }, index) =>
      text(by, right + 16, TOP + 20 * index + 4, "start", {
        fill: colourOf(index),
        "font-weight": "bold",
      })
    ),
  ]);
}

function axesFor(points: readonly Point[], model: Model): readonly [Axis, Axis] {
  const xs = points.map(({ x }) => x);
  const mostX = Math.max(...xs);
  const mostY = Math.max(...points.map(({ high }) => high));
  const [from, to] = [LEFT + 10, WIDTH - RIGHT - 10];
  const [bottom, top] = [HEIGHT - BOTTOM, TOP];
  if (model === "line") return [linearAxis(mostX, from, to), linearAxis(mostY, bottom, top)];
  const leastY = Math.min(...points.map(({ low }) => low));
  return [logAxis(Math.min(...xs), mostX, from, to), logAxis(leastY, mostY, bottom, top)];
}

function drawLine({ points, bendAt }: Line, x: Axis, y: Axis, stroke: string): string[] {
  const way = points.map((point) => `${x.at(point.x).toFixed(1)},${y.at(point.y).toFixed(1)}`);
  return [
    element("polyline", { points: way.join(" "), fill: "none", stroke, "stroke-width": 2 }),
    ...points.flatMap((point) => {
      const cx = x.at(point.x);
      const runs = { x1: cx, y1: y.at(point.low), x2: cx, y2: y.at(point.high), stroke: INK };
      const place = { cx, cy: y.at(point.y) };
      const ring = element("circle", { ...place, r: RING, fill: "none", stroke });
      return [
        element("line", runs),
        element("circle", { ...place, r: DOT, fill: stroke }),
        ...(point.x === bendAt ? [ring] : []),
      ];
    }),
  ];
}
