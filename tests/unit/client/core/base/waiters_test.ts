/** Waiting for something to become true. */
import assert from "node:assert/strict";
import { Waiters } from "../../../../../client/core/base/mod.ts";

Deno.test("Waiters.until() resolves when it is true, or no longer wanted", async () => {
  const waiters = new Waiters();
  let isTrue = false;
  const seen: string[] = [];
  const waiting = waiters.until(() => isTrue).then(() => seen.push("true"));
  const stop = new AbortController();
  const unwanted = waiters.until(() => isTrue, stop.signal).then(() => seen.push("stopped"));
  waiters.check();
  stop.abort();
  await unwanted;
  isTrue = true;
  waiters.check();
  await waiting;
  await waiters.until(() => true);
  assert.deepEqual(seen, ["stopped", "true"]);
});
