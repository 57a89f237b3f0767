/** What a front end is told of a transfer. */
import assert from "node:assert/strict";
import { type EventBody, Failure } from "../../../../../client/core/base/mod.ts";
import { Progress } from "../../../../../client/core/transfers/progress.ts";

Deno.test("Progress tells of a pause once, until bytes move again", () => {
  const told: EventBody[] = [];
  const progress = new Progress({
    emit: (event) => void told.push(event),
    clock: { monotonic: () => 0 },
  }, {
    id: "1",
    name: "a",
    direction: "down",
    size: 10,
  });
  progress.started(2);
  progress.paused(new Failure("transfer_stalled"));
  progress.started(2);
  progress.paused(new Failure("transfer_stalled"));
  progress.paused(new Failure("waiting_for_sender"));
  progress.started(2);
  progress.paused(new Failure("transfer_stalled"));
  progress.moved(3);
  progress.paused(new Failure("transfer_stalled"));
  const states = told.map((event) => event.type === "transfer" ? event.state : event.type);
  assert.deepEqual(states, ["started", "paused", "paused", "progress", "paused"]);
});

Deno.test("Progress tells no more than four times a second", () => {
  let nowMs = 0;
  const events: EventBody[] = [];
  const facts = { id: "1", name: "a", direction: "up", size: 1_000 } as const;
  const progress = new Progress({
    emit: (event) => events.push(event),
    clock: { monotonic: () => nowMs },
  }, facts);
  progress.started(0);
  for (nowMs = 1; nowMs <= 1_000; nowMs++) progress.moved(nowMs);
  progress.started(500);
  progress.done();
  const states = events.map((event) => event.type === "transfer" && event.state);
  assert.deepEqual(states, [
    "started",
    "progress",
    "progress",
    "progress",
    "progress",
    "progress",
    "done",
  ]);
});
