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
  isEncrypted: true,
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
    "37 missed · ana in main · 3 here · ↑1 ↓2 · 1 not sent yet",
  ],
  [{ isEncrypted: false }, "not encrypted · ana in main · 3 here"],
  [
    { isEncrypted: false, missed: 1, link: { state: "waiting", untilMs: 0 } },
    "offline, trying again in 0 s · 1 missed · not encrypted · ana in main · 3 here",
  ],
  [{ you: "a\x1b" }, "a⟦U+001B⟧ in main · 3 here"],
];

for (const [some, row] of CASES) {
  Deno.test(`statusRow() is ${JSON.stringify(row)}`, () => {
    assert.equal(statusRow({ ...facts, ...some }, 0, 80), row);
  });
}

Deno.test("statusRow() keeps to the columns, and what is not as it should be stays readable", () => {
  assert.equal(statusRow({ ...facts, isEncrypted: false }, 0, 20), "not encrypted · an…");
  assert.equal(statusRow(facts, 0, 12), "ana in mai…");
});
