import assert from "node:assert/strict";
import { type StatusFacts, statusRow } from "../../../client/terminal/status_view.ts";

const facts: StatusFacts = {
  link: { state: "up" },
  you: "ana",
  room: "main",
  members: 3,
  uploads: 0,
  downloads: 0,
  unsent: 0,
  missed: 0,
};

const CASES: readonly (readonly [Partial<StatusFacts>, string])[] = [
  [{}, "ana in main · 3 here"],
  [{ link: { state: "connecting" }, room: "" }, "connecting…"],
  [
    { link: { state: "waiting", untilMs: 4200 } },
    "offline, trying again in 5 s · ana in main · 3 here",
  ],
  [
    { uploads: 1, downloads: 2, unsent: 1, missed: 37 },
    "ana in main · 3 here · ↑1 ↓2 · 1 not sent yet · 37 missed",
  ],
  [{ you: "a\x1b" }, "a⟦U+001B⟧ in main · 3 here"],
];

for (const [some, row] of CASES) {
  Deno.test(`statusRow() is ${JSON.stringify(row)}`, () => {
    assert.equal(statusRow({ ...facts, ...some }, 0, 80), row);
  });
}

Deno.test("statusRow() keeps to the columns", () => {
  assert.equal(statusRow(facts, 0, 12), "ana in mai…");
});
