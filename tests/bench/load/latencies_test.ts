import assert from "node:assert/strict";
import { Latencies } from "./latencies.ts";

Deno.test("Latencies.summary() names the delays that half and 99 of 100 do not exceed", () => {
  const latencies = new Latencies(100);
  for (let delayMs = 100; delayMs >= 1; delayMs--) latencies.add(delayMs);
  assert.deepEqual(latencies.summary(), { samples: 100, p50Ms: 50, p99Ms: 99 });
});

Deno.test("Latencies.add() drops what does not fit, and clear() makes room again", () => {
  const latencies = new Latencies(1);
  latencies.add(1);
  latencies.add(2);
  assert.equal(latencies.summary().p99Ms, 1);
  latencies.clear();
  latencies.add(3);
  assert.equal(latencies.summary().p99Ms, 3);
});
