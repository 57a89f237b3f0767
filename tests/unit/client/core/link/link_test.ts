/** The link's decisions, row by row. */
import assert from "node:assert/strict";
import { backoffMs } from "../../../../../client/core/base/mod.ts";
import {
  FIRST_LINK,
  type LinkEvent,
  type LinkState,
  nextLink,
} from "../../../../../client/core/link/link.ts";

const ended = (code: string, nowMs = 0, retryInMs?: number): LinkEvent => ({
  kind: "ended",
  code,
  text: "",
  nowMs,
  retryInMs,
});
const up = (tries = 0, upSinceMs = 0): LinkState => ({ kind: "up", tries, upSinceMs });
const again = (tries = 1, downSinceMs = 0): LinkState => ({
  kind: "connecting",
  tries,
  downSinceMs,
});
const waiting: LinkState = {
  kind: "waiting",
  tries: 1,
  downSinceMs: 0,
  retryInMs: 1,
  code: "connection_lost",
  isRepeated: false,
};

type Row = readonly [
  what: string,
  state: LinkState,
  event: LinkEvent,
  expected: Partial<Record<string, unknown>>,
  reconnectMs?: number,
];

const ROWS: readonly Row[] = [
  ["a welcome brings it up", FIRST_LINK, { kind: "welcomed", nowMs: 7 }, {
    kind: "up",
    upSinceMs: 7,
  }],
  ["a first failure is final", FIRST_LINK, ended("connection_refused"), {
    kind: "closed",
    wasUp: false,
  }],
  ["even if coming back might help", FIRST_LINK, ended("server_full"), {
    kind: "closed",
    code: "server_full",
  }],
  ["a loss after a long time starts the pauses anew", up(9), ended("connection_lost", 5_000), {
    kind: "waiting",
    tries: 1,
    retryInMs: 500,
    downSinceMs: 5_000,
    isRepeated: false,
  }],
  ["a loss after a short time does not", up(3), ended("connection_lost", 4_999), {
    kind: "waiting",
    tries: 4,
    retryInMs: 4_000,
  }],
  ["a failed attempt lengthens the pause", again(2), ended("connection_refused", 100), {
    kind: "waiting",
    tries: 3,
    retryInMs: 2_000,
    downSinceMs: 0,
    isRepeated: true,
  }],
  ["the pause has a longest", again(60), ended("timeout"), { retryInMs: 30_000 }],
  ["the server's wish counts", up(), ended("shutting_down", 9_000, 77), {
    kind: "waiting",
    retryInMs: 77,
  }],
  ["a wish to be asked at once, again and again, does not", up(3), ended("shutting_down", 10, 0), {
    kind: "waiting",
    retryInMs: 4_000,
  }],
  ["a wish counts for codes of tomorrow", up(), ended("moved", 9_000, 77), { kind: "waiting" }],
  ["a code of tomorrow without a wish is final", up(), ended("moved"), { kind: "closed" }],
  ["replaced is final", up(), ended("replaced"), { kind: "closed", wasUp: true }],
  ["a refusal that stays is final", again(), ended("name_taken"), { kind: "closed", wasUp: true }],
  ["a full server is not", again(), ended("server_full"), { kind: "waiting" }],
  ["a broken protocol is final", up(), ended("server_misbehaved"), { kind: "closed" }],
  ["waiting ends in another attempt", waiting, { kind: "waited" }, {
    kind: "connecting",
    tries: 1,
    downSinceMs: 0,
  }],
  ["a welcome ends the outage", again(4), { kind: "welcomed", nowMs: 1 }, { kind: "up", tries: 4 }],
  ["leaving ends it while connecting", FIRST_LINK, { kind: "left" }, {
    kind: "closed",
    code: "left",
  }],
  ["leaving ends it while waiting", waiting, { kind: "left" }, { kind: "closed", wasUp: true }],
  ["no reconnecting wanted: a loss is final", up(), ended("connection_lost", 9_000), {
    kind: "closed",
  }, 0],
  ["the last pause ends when the time is over", again(5, 1_000), ended("timeout", 9_000), {
    kind: "waiting",
    retryInMs: 2_000,
  }, 10_000],
  ["then it is over", again(5, 1_000), ended("timeout", 11_000), { kind: "closed" }, 10_000],
  ["waiting hears of no end", waiting, ended("timeout"), { kind: "waiting", tries: 1 }],
];

for (const [what, state, event, expected, reconnectMs = Infinity] of ROWS) {
  Deno.test(`nextLink(): ${what}`, () => {
    const next: object = nextLink(state, event, { reconnectMs, random: () => 1 });
    assert.deepEqual({ ...next, ...expected }, next);
  });
}

Deno.test("nextLink() never leaves closed", () => {
  const closed: LinkState = { kind: "closed", code: "left", text: "", wasUp: true };
  const events: LinkEvent[] = [{ kind: "waited" }, { kind: "welcomed", nowMs: 0 }, ended("x")];
  for (const event of events) {
    assert.equal(nextLink(closed, event, { reconnectMs: Infinity, random: () => 0 }), closed);
  }
});

Deno.test("backoffMs() is anything from nothing to the doubled pause", () => {
  assert.deepEqual([0, 1, 2, 5, 6, 7].map((tries) => backoffMs(tries, () => 1)), [
    500,
    1_000,
    2_000,
    16_000,
    30_000,
    30_000,
  ]);
  assert.equal(backoffMs(9, () => 0), 0);
  assert.equal(backoffMs(0, () => 0.5), 250);
});
