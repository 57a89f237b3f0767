/**
 * Where growth changes its course.
 * @module
 */
import { fit, type Model, type Point, valueAt } from "./fit.ts";

/** A point off the course of its neighbours. */
export interface Bend {
  readonly x: number;
  /** The model's `b` between the point before and this one, and between this one and the next. */
  readonly before: number;
  readonly after: number;
}

/** A point nearer than this to the course of its neighbours is on it. */
const LEAST_SHARE = 0.1;

/**
 * The inner point that lies farthest, relative to itself, from the course that the model takes from the point before it to
 * the one after it. It is a bend if that is more than a tenth and more than the runs of the three points differ among
 * themselves. `points` in the order of `x`; `undefined` without a bend, or with fewer than three points.
 */
export function findBend(points: readonly Point[], model: Model): Bend | undefined {
  let found: Bend | undefined;
  let farthest = LEAST_SHARE;
  for (const [at, point] of points.entries()) {
    const [before, after] = [points[at - 1], points[at + 1]];
    if (before === undefined || after === undefined) continue;
    const expected = valueAt(fit([before, after], model), model, point.x);
    const share = Math.abs(point.y - expected) / point.y;
    const noise = spread(point) + (spread(before) + spread(after)) / 2;
    if (share <= farthest || share <= noise) continue;
    farthest = share;
    found = {
      x: point.x,
      before: fit([before, point], model).b,
      after: fit([point, after], model).b,
    };
  }
  return found;
}

/** Half the distance of the runs, relative to their median. */
function spread({ y, low, high }: Point): number {
  return (high - low) / 2 / y;
}
