import assert from "node:assert/strict";
import {
  type Arrival,
  Arrivals,
  ARRIVALS_MS,
  foldArrivals,
} from "../../../client/terminal/arrivals.ts";

const joined = (name: string): Arrival => ({ name, did: "joined" });
const left = (name: string): Arrival => ({ name, did: "left" });

Deno.test("Arrivals.add() shows a few at once and gathers the rest of a rush", () => {
  const arrivals = new Arrivals();
  const shown = ["a", "b", "c", "d", "e"].flatMap((name) => arrivals.add(joined(name), 0));
  assert.deepEqual(shown, ["a", "b", "c"].map((name) => `${name} joined the chat!`));
  assert.equal(arrivals.dueAtMs, ARRIVALS_MS);
  assert.deepEqual(arrivals.take(), ["d and e joined the chat!"]);
  assert.equal(arrivals.dueAtMs, undefined);
});

Deno.test("Arrivals.add() shows every one of those that come with pauses", () => {
  const arrivals = new Arrivals();
  for (let at = 0; at < 10; at++) {
    assert.equal(arrivals.add(joined(`m${at}`), at * (ARRIVALS_MS + 1)).length, 1);
  }
});

const FOLDS: readonly (readonly [readonly Arrival[], string[]])[] = [
  [[], []],
  [[joined("a")], ["a joined the chat!"]],
  [[{ name: "a", did: "lost" }], ["a exited the chat (connection lost)"]],
  [[joined("a"), left("b")], ["a joined the chat!", "b exited the chat"]],
  [[joined("a"), left("a"), joined("b")], ["b joined the chat!", "1 came and went"]],
  [["a", "b", "c", "d", "e"].map(joined), ["a, b, c and 2 more joined the chat!"]],
];

for (const [arrivals, lines] of FOLDS) {
  Deno.test(`foldArrivals() says ${JSON.stringify(lines)} for ${arrivals.length} arrivals`, () => {
    assert.deepEqual(foldArrivals(arrivals), lines);
  });
}
