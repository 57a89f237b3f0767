import assert from "node:assert/strict";
import { median, withRatios } from "../report/row.ts";
import { alternate, type BenchOptions } from "./workload.ts";
import { namesOf } from "./workloads.ts";

const options = (runs: number, isOver = () => false): BenchOptions => ({
  quick: true,
  runs,
  build: "source",
  progress: () => {},
  isOver,
});
const ONE = { by: "one" };
const TWO = { by: "two" };

Deno.test("alternate() lets contenders take turns", async () => {
  const turns: string[] = [];
  const all = await alternate("work", [ONE, TWO], options(2), ({ by }) => {
    turns.push(by);
    return Promise.resolve({ turn: turns.length });
  });
  assert.deepEqual(turns, ["one", "two", "one", "two"]);
  assert.deepEqual(all.map(({ runs }) => runs.map(({ turn }) => turn)), [[1, 3], [2, 4]]);
});

Deno.test("alternate() goes on without a contender that fails, and keeps what it had", async () => {
  let left = 2;
  const [one, two] = await alternate("work", [ONE, TWO], options(3), ({ by }) => {
    if (by === "one" && --left === 0) return Promise.reject(new Error("it fell"));
    return Promise.resolve({ figure: 1 });
  });
  assert.equal(one?.runs.length, 1);
  assert.equal(one?.failure, "run 2 failed: it fell");
  assert.equal(two?.runs.length, 3);
});

Deno.test("alternate() begins nothing more when the time is over, but always measures one", async () => {
  const [one, two] = await alternate(
    "work",
    [ONE, TWO],
    options(5, () => true),
    () => Promise.resolve({ figure: 1 }),
  );
  assert.equal(one?.runs.length, 1);
  assert.deepEqual([two?.runs.length, two?.failure], [0, "time was over after 0 runs"]);
});

Deno.test("withRatios() compares ours with the best of the others that have a figure", () => {
  const row = (by: string, figure?: number) => ({
    work: "",
    by,
    unit: "",
    ...(figure === undefined ? {} : { figure }),
  });
  const ours = new Set(["chat"]);
  const rows = [row("chat", 30), row("a", 10), row("b", 20), row("c"), row("d", NaN)];
  assert.deepEqual(withRatios(rows, ours).map(({ ratio }) => ratio), [
    1.5,
    ...Array(4).fill(undefined),
  ]);
  assert.equal(withRatios([row("chat", 30), row("c")], ours)[0]?.ratio, undefined);
});

Deno.test("namesOf() picks one workload or a family", () => {
  assert.deepEqual(namesOf("steady"), ["steady"]);
  assert.deepEqual(namesOf("relay"), ["relay-1", "relay-4", "relay-16"]);
  assert.deepEqual(namesOf("rela"), []);
  assert.ok(namesOf("").length > 20);
  assert.ok(Number.isNaN(median([])));
});
