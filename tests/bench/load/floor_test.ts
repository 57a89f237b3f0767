import assert from "node:assert/strict";
import fc from "fast-check";
import { Floor } from "./floor.ts";

Deno.test("Floor.advance() follows the smallest of the counts", () => {
  const steps = fc.array(fc.tuple(fc.nat(4), fc.nat(3)), { minLength: 100, maxLength: 200 });
  fc.assert(fc.property(steps, (list) => {
    const floor = new Floor(5);
    const counts = [0, 0, 0, 0, 0];
    for (const [index, by] of list) {
      const before = Math.min(...counts);
      counts[index] = (counts[index] ?? 0) + by;
      const after = Math.min(...counts);
      assert.equal(floor.advance(index, by), after - before);
      assert.equal(floor.value, after);
    }
  }));
});
