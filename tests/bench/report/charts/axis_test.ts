import assert from "node:assert/strict";
import fc from "fast-check";
import { linearAxis, logAxis } from "./axis.ts";

Deno.test("linearAxis() goes from zero to a round value and puts values in between", () => {
  const axis = linearAxis(87, 100, 300);
  assert.deepEqual(axis.ticks, [0, 20, 40, 60, 80, 100]);
  assert.deepEqual([0, 50, 100].map((value) => axis.at(value)), [100, 200, 300]);
});

Deno.test("linearAxis() has an end even when there is nothing to show", () => {
  assert.ok(Number.isFinite(linearAxis(0, 0, 100).at(0)));
});

Deno.test("logAxis() has round ticks and gives each factor the same room", () => {
  const axis = logAxis(12, 830, 0, 200);
  assert.deepEqual(axis.ticks, [10, 20, 50, 100, 200, 500, 1_000]);
  assert.deepEqual([10, 100, 1_000].map((value) => Math.round(axis.at(value))), [0, 100, 200]);
});

Deno.test("an axis holds every value between its ends", () => {
  const value = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
  fc.assert(fc.property(value, value, (one, other) => {
    const [low, high] = [Math.min(one, other), Math.max(one, other)];
    for (const axis of [linearAxis(high, 0, 100), logAxis(low, high, 0, 100)]) {
      for (const place of [axis.at(low), axis.at(high)]) {
        assert.ok(place >= -1e-6 && place <= 100 + 1e-6, `${place} for ${low} to ${high}`);
      }
    }
  }));
});
