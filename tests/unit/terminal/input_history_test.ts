import assert from "node:assert/strict";
import { InputHistory, MAX_INPUT_HISTORY } from "../../../client/terminal/input_history.ts";

Deno.test("InputHistory goes up to the oldest, down to the draft, and no further", () => {
  const history = new InputHistory(["one", "two"]);
  assert.equal(history.older("draft"), "two");
  assert.equal(history.older("two"), "one");
  assert.equal(history.older("one"), undefined);
  assert.equal(history.newer(), "two");
  assert.equal(history.newer(), "draft");
  assert.equal(history.newer(), undefined);
});

Deno.test("InputHistory.add() leaves out blanks and repetitions, and keeps no more than its limit", () => {
  const history = new InputHistory();
  for (const text of ["  ", "same", "same"]) history.add(text);
  assert.equal(history.older(""), "same");
  assert.equal(history.older("same"), undefined);
  for (let at = 0; at < MAX_INPUT_HISTORY; at++) history.add(`line ${at}`);
  let oldest: string | undefined;
  for (let shown = history.older(""); shown !== undefined; shown = history.older(shown)) {
    oldest = shown;
  }
  assert.equal(oldest, "line 0");
});

Deno.test("InputHistory.search() finds the newest first and goes on from there", () => {
  const history = new InputHistory(["send Photo", "hello", "photo again"]);
  const newest = history.search("photo");
  assert.deepEqual(newest, { index: 2, text: "photo again" });
  assert.deepEqual(history.search("photo", newest?.index), { index: 0, text: "send Photo" });
  assert.equal(history.search("photo", 0), undefined);
});

Deno.test("InputHistory.search() finds texts as any search does", () => {
  const history = new InputHistory(["Straße", "İstanbul", "café"]);
  assert.equal(history.search("STRASSE")?.text, "Straße");
  assert.equal(history.search("istanbul")?.text, "İstanbul");
  assert.equal(history.search("cafe\u0301")?.text, "café");
});
