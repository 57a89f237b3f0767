/** A map that forgets what was set longest ago. */
import assert from "node:assert/strict";
import { BoundedMap } from "../../../protocol/bounded_map.ts";

Deno.test("BoundedMap makes room for new entries, and keeps what was set again", () => {
  const map = new BoundedMap<string, number>(3);
  for (const [at, key] of ["a", "b", "c"].entries()) map.set(key, at);
  map.set("a", 10).set("d", 3);
  assert.deepEqual([...map], [["c", 2], ["a", 10], ["d", 3]]);
  map.get("c");
  map.set("e", 4);
  assert.deepEqual([...map.keys()], ["a", "d", "e"], "reading is not setting");
});
