/**
 * Straight lines and powers through measured points.
 * @module
 */

/** A measured point; `low` and `high` are its lowest and highest run. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

/** How a figure grows: `line` is y = a + b·x, `power` is y = a·xᵇ. */
export type Model = "line" | "power";

/** The `a` and `b` of a model, and the share of the variation that it explains (1 is all). */
export interface Fit {
  readonly a: number;
  readonly b: number;
  readonly explained: number;
}

/** Least squares; a power is fitted as a line through the logarithms. Two points at least, of different `x`. */
export function fit(points: readonly Pick<Point, "x" | "y">[], model: Model): Fit {
  const scale = model === "power" ? Math.log : (value: number) => value;
  const xs = points.map(({ x }) => scale(x));
  const ys = points.map(({ y }) => scale(y));
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const b = sum(xs.map((x, at) => (x - meanX) * ((ys[at] as number) - meanY))) /
    sum(xs.map((x) => (x - meanX) ** 2));
  const start = meanY - b * meanX;
  const rest = sum(xs.map((x, at) => ((ys[at] as number) - start - b * x) ** 2));
  const all = sum(ys.map((y) => (y - meanY) ** 2));
  return {
    a: model === "power" ? Math.exp(start) : start,
    b,
    explained: all === 0 ? 1 : 1 - rest / all,
  };
}

/** What `model` with `a` and `b` says for `x`. */
export function valueAt({ a, b }: Pick<Fit, "a" | "b">, model: Model, x: number): number {
  return model === "power" ? a * x ** b : a + b * x;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
