/** Accepting goes on whatever happens. */
import assert from "node:assert/strict";
import { acceptConnections } from "../../../server/gateways/tcp/accept.ts";

Deno.test("acceptConnections() pauses longer after each failure and goes on", async () => {
  const stop = new AbortController();
  const pauses: number[] = [];
  const outcomes = [..."xxxxxxxxaxb"];
  const listener = {
    accept: () => {
      const outcome = outcomes.shift();
      return outcome === "x" ? Promise.reject(new Error("EMFILE")) : Promise.resolve(outcome);
    },
  };
  const sleep = (ms: number) => {
    pauses.push(ms);
    return Promise.resolve();
  };
  const accepted: unknown[] = [];
  for await (const conn of acceptConnections(listener, { signal: stop.signal, sleep })) {
    accepted.push(conn);
    if (accepted.length === 2) stop.abort();
  }
  assert.deepEqual(accepted, ["a", "b"]);
  assert.deepEqual(pauses, [10, 20, 40, 80, 160, 320, 640, 1_000, 10]);
});

Deno.test("acceptConnections() ends without an error when it is stopped while it waits", async () => {
  const stop = new AbortController();
  const listener = {
    accept: () => {
      stop.abort();
      return Promise.reject(new Deno.errors.BadResource("closed"));
    },
  };
  const sleep = () => assert.fail("slept");
  const accepted = await Array.fromAsync(
    acceptConnections(listener, { signal: stop.signal, sleep }),
  );
  assert.deepEqual(accepted, []);
});
