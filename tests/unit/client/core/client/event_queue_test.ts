/** Events on their way to the front end. */
import assert from "node:assert/strict";
import { EventQueue } from "../../../../../client/core/client/event_queue.ts";

Deno.test("EventQueue gives everything in order, ends, and says when it is full", async () => {
  const queue = new EventQueue<number>();
  for (let n = 0; n < 5_000; n++) queue.push(n);
  assert.ok(queue.isFull);
  const hasRoom = queue.hasRoom();
  const all: number[] = [];
  const reading = (async () => {
    for await (const n of queue) all.push(n);
  })();
  await hasRoom;
  queue.push(5_000);
  queue.end();
  await reading;
  assert.deepEqual(all, Array.from({ length: 5_001 }, (_, n) => n));
});
