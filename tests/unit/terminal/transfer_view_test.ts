import assert from "node:assert/strict";
import {
  RateMeter,
  type ShownTransfer,
  transferRows,
} from "../../../client/terminal/transfer_view.ts";

const transfer: ShownTransfer = {
  name: "photo.png",
  direction: "up",
  bytes: 500_000,
  size: 1_000_000,
  bytesPerSecond: 100_000,
  isPaused: false,
  isForSender: false,
  peersDone: 0,
};

Deno.test("transferRows() shows name, percent, bar, rate and time left", () => {
  assert.deepEqual(transferRows([transfer], 100), [
    "↑ photo.png                  50%  [======      ]  100 kB/s  0:05 left",
  ]);
});

Deno.test("transferRows() says who waits, who has it, and counts what it does not show", () => {
  const rows = transferRows([
    { ...transfer, isPaused: true },
    { ...transfer, bytes: 0, size: 0, bytesPerSecond: undefined, peersDone: 2 },
    { ...transfer, direction: "down", name: "x\x1b" },
    transfer,
    transfer,
  ], 100);
  assert.equal(rows.length, 4);
  assert.match(rows[0] ?? "", /waiting$/);
  assert.match(rows[1] ?? "", /100% {2}\[============\] {2}2 have it$/);
  assert.match(rows[2] ?? "", /^↓ x⟦U\+001B⟧ /);
  assert.equal(rows[3], "  and 2 more transfers");
});

Deno.test("transferRows() says that a sender is waited for", () => {
  const waiting = { ...transfer, direction: "down", isPaused: true, isForSender: true } as const;
  assert.match(transferRows([waiting], 100)[0] ?? "", /waiting for the sender$/);
});

Deno.test("transferRows() keeps to the columns", () => {
  assert.equal(transferRows([transfer], 30)[0]?.length, 29);
});

Deno.test("RateMeter follows calmly and knows nothing before the first step", () => {
  const meter = new RateMeter(0, 0);
  meter.update(10, 100);
  assert.equal(meter.bytesPerSecond, undefined);
  meter.update(1000, 1000);
  assert.equal(meter.bytesPerSecond, 1000);
  meter.update(1000, 2000);
  assert.equal(Math.round(meter.bytesPerSecond ?? 0), 700);
});
