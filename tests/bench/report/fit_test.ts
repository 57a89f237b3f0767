import assert from "node:assert/strict";
import { fit, valueAt } from "./fit.ts";

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9 * Math.abs(expected), `${actual} for ${expected}`);

Deno.test("fit() finds the line that points lie on", () => {
  const found = fit([1, 2, 5, 9].map((x) => ({ x, y: 40 + 3 * x })), "line");
  close(found.a, 40);
  close(found.b, 3);
  close(found.explained, 1);
});

Deno.test("fit() finds the power that points lie on", () => {
  const found = fit([10, 100, 2_000].map((x) => ({ x, y: 7 * x ** -0.5 })), "power");
  close(found.a, 7);
  close(found.b, -0.5);
  close(valueAt(found, "power", 100), 0.7);
});

Deno.test("fit() says how much of the variation a line leaves unexplained", () => {
  const points = [{ x: 0, y: 1 }, { x: 1, y: 0 }, { x: 2, y: 2 }, { x: 3, y: 1 }];
  // Slope 0.2, mean 1: the line explains 0.2 of the 2 that the points vary.
  close(fit(points, "line").explained, 0.1);
  assert.equal(fit([{ x: 1, y: 4 }, { x: 2, y: 4 }], "line").explained, 1);
});
