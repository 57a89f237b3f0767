/**
 * Boards of places in rows, and pieces in a row on them.
 * @module
 */
import type { Player } from "./rules.ts";

/** Whose piece is at each place, row by row from the top. */
export type Places = readonly (Player | undefined)[];

const DIRECTIONS = [[0, 1], [1, 0], [1, 1], [1, -1]] as const;

/**
 * The places of the rows of at least `wanted` pieces of one player; none if there is no such row.
 */
export function rowsOf(places: Places, width: number, wanted: number): ReadonlySet<number> {
  const found = new Set<number>();
  places.forEach((owner, place) => {
    if (owner === undefined) return;
    for (const [down, right] of DIRECTIONS) {
      const row = stretch(places, width, place, down, right, wanted);
      if (row.every((at) => at !== undefined && places[at] === owner)) {
        row.forEach((at) => found.add(at as number));
      }
    }
  });
  return found;
}

/** `wanted` places from `place` on; `undefined` for each that is beyond the edge. */
function stretch(
  places: Places,
  width: number,
  place: number,
  down: number,
  right: number,
  wanted: number,
): (number | undefined)[] {
  const [row, column] = [Math.floor(place / width), place % width];
  return Array.from({ length: wanted }, (_, step) => {
    const [y, x] = [row + step * down, column + step * right];
    const isInside = x >= 0 && x < width && y * width < places.length;
    return isInside ? y * width + x : undefined;
  });
}

/** `values` of a board in rows of `width`. */
export function inRows<T>(values: readonly T[], width: number): T[][] {
  const count = Math.ceil(values.length / width);
  return Array.from({ length: count }, (_, row) => values.slice(row * width, (row + 1) * width));
}
