/**
 * From values to places on a chart.
 * @module
 */

/** One axis. */
export interface Axis {
  /** Where `value` is, between the two ends. */
  at(value: number): number;
  /** Round values along the axis. */
  readonly ticks: readonly number[];
}

const ROUND = [1, 2, 5] as const;
const WANTED_TICKS = 5;

/** An axis from 0 to a round value that is at least `max`, drawn from `from` to `to`. */
export function linearAxis(max: number, from: number, to: number): Axis {
  const step = max > 0 ? roundUp(max / WANTED_TICKS) : 1;
  const steps = Math.ceil(max / step) || 1;
  const ticks = Array.from({ length: steps + 1 }, (_, count) => count * step);
  return { ticks, at: (value) => from + (to - from) * value / (steps * step) };
}

/** An axis of logarithms that holds everything from `min` to `max`, both above 0. */
export function logAxis(min: number, max: number, from: number, to: number): Axis {
  const [low, high] = [roundDown(min), roundUp(max)];
  const ticks: number[] = [];
  for (let tick = low; tick <= high * (1 + Number.EPSILON); tick = roundUp(tick * 1.5)) {
    ticks.push(tick);
  }
  const width = Math.log(high / low) || 1;
  return { ticks, at: (value) => from + (to - from) * Math.log(value / low) / width };
}

/** The next of 1, 2, 5, 10, … that is not below `value`. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const round = ROUND.find((digit) => digit * power >= value * (1 - 1e-9));
  return (round ?? 10) * power;
}

/** The last of 1, 2, 5, 10, … that is not above `value`. */
function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const round = ROUND.findLast((digit) => digit * power <= value * (1 + 1e-9));
  return (round ?? 1) * power;
}
