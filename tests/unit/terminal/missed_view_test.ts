/** What was missed while the link was down. */
import assert from "node:assert/strict";
import { MISSED_SEEN_MS } from "../../../client/terminal/replay.ts";
import { roomView } from "./viewed_room.ts";

const lost = {
  type: "link",
  state: "waiting",
  retryInMs: 4000,
  reason: "connection_lost",
  again: false,
} as const;

Deno.test("RoomView frames what was missed while offline, and closes the frame with the last of it", () => {
  const { view, handle, welcome, say, rows } = roomView();
  handle(lost);
  welcome(true, 37);
  rows();
  for (let at = 0; at < 37; at++) say(`missed ${at}`, true);
  const shown = rows();
  assert.equal(shown[0], "── missed while offline ──");
  assert.equal(shown[38], "── 37 missed ──");
  assert.equal(view.status.missed, 37);
  say("new");
  assert.deepEqual(rows(), ["21:04 [ben] new"]);
});

Deno.test("RoomView counts what was missed until a key is pressed after there was time to see it", () => {
  const { view, handle, welcome, say, rows } = roomView();
  handle(lost);
  welcome(true, 2);
  for (const text of ["one", "two"]) say(text, true, "ben", 10_000);
  // Somebody in the middle of a word looks at the word.
  view.noticed(10_000 + MISSED_SEEN_MS - 1);
  say("new");
  assert.equal(view.status.missed, 2);
  view.noticed(10_000 + MISSED_SEEN_MS);
  assert.equal(view.status.missed, 0);
  rows();
  handle(lost);
  welcome(true, 1);
  say("three", true, "ben", 20_000);
  assert.equal(view.status.missed, 1);
  assert.equal(rows().at(-1), "── 1 missed ──");
});

Deno.test("RoomView keeps counting when somebody comes back twice without having looked", () => {
  const { view, handle, welcome, say } = roomView();
  for (const text of ["one", "two"]) {
    handle(lost);
    welcome(true, 1);
    say(text, true);
  }
  assert.equal(view.status.missed, 2);
});
