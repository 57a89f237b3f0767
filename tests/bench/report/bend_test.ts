import assert from "node:assert/strict";
import { findBend } from "./bend.ts";
import type { Point } from "./fit.ts";

/** Points whose runs lie `spread` (a share) around them. */
const points = (places: readonly (readonly [number, number])[], spread = 0): Point[] =>
  places.map(([x, y]) => ({ x, y, low: y * (1 - spread), high: y * (1 + spread) }));

const FLAT_THEN_STEEP = [[1, 10], [2, 10], [3, 10], [4, 20], [5, 30]] as const;

Deno.test("findBend() finds where a line becomes steeper, and both slopes", () => {
  assert.deepEqual(findBend(points(FLAT_THEN_STEEP), "line"), { x: 3, before: 0, after: 10 });
});

Deno.test("findBend() finds none on a straight line, nor on a power seen as one", () => {
  assert.equal(findBend(points([[1, 10], [2, 20], [4, 40], [8, 80]]), "line"), undefined);
  assert.equal(findBend(points([[1, 1], [10, 100], [100, 10_000]]), "power"), undefined);
  assert.notEqual(findBend(points([[1, 1], [10, 100], [100, 10_000]]), "line"), undefined);
});

Deno.test("findBend() does not believe what the spread of the runs explains", () => {
  assert.notEqual(findBend(points(FLAT_THEN_STEEP, 0.1), "line"), undefined);
  assert.equal(findBend(points(FLAT_THEN_STEEP, 0.4), "line"), undefined);
});

Deno.test("findBend() overlooks a tenth, and has no opinion on two points", () => {
  assert.equal(findBend(points([[1, 100], [2, 109], [3, 100]]), "line"), undefined);
  assert.notEqual(findBend(points([[1, 100], [2, 112], [3, 100]]), "line"), undefined);
  assert.equal(findBend(points([[1, 10], [2, 90]]), "line"), undefined);
});
