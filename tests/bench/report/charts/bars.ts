/**
 * Bars next to each other, in groups.
 * @module
 */
import { linearAxis } from "./axis.ts";
import { colourOf, element, INK, picture, shortNumber, text } from "./svg.ts";

/** One bar, with its lowest and highest run. */
export interface Bar {
  readonly by: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Bars that are compared with each other. */
export interface BarGroup {
  readonly label: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 760;
const LEFT = 190;
const RIGHT = 90;
const TOP = 46;
const BAR = 20;
const GAP = 6;
const GROUP_HEAD = 26;

/** A chart of horizontal bars; thin lines show how far the runs lie apart. A contender has one colour in all groups. */
export function barChart(title: string, groups: readonly BarGroup[]): string {
  const names = [...new Set(groups.flatMap(({ bars }) => bars.map(({ by }) => by)))];
  const most = Math.max(...groups.flatMap(({ bars }) => bars.map(({ high }) => high)));
  const axis = linearAxis(most, LEFT, WIDTH - RIGHT);
  const parts: string[] = [];
  let y = TOP;
  for (const { label, bars } of groups) {
    parts.push(text(label, 16, y + 17, "start", { "font-weight": "bold" }));
    y += GROUP_HEAD;
    for (const bar of bars) {
      parts.push(...drawBar(bar, y, axis.at, colourOf(names.indexOf(bar.by))));
      y += BAR + GAP;
    }
    y += GAP;
  }
  return picture(title, WIDTH, y + 8, parts);
}

function drawBar(
  { by, value, low, high }: Bar,
  y: number,
  at: (value: number) => number,
  fill: string,
): string[] {
  const middle = y + BAR / 2;
  return [
    text(by, LEFT - 8, middle + 4, "end"),
    element("rect", { x: LEFT, y, width: at(value) - LEFT, height: BAR, fill }),
    element("line", { x1: at(low), y1: middle, x2: at(high), y2: middle, stroke: INK }),
    text(shortNumber(value), Math.max(at(value), at(high)) + 6, middle + 4),
  ];
}
