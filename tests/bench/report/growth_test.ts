import assert from "node:assert/strict";
import { curvesOf, type Growth, GROWTHS } from "./growth.ts";
import type { Row } from "./row.ts";

const growth = GROWTHS.find(({ id }) => id === "fan-out-by-members") as Growth;

const row = (by: string, members: number, more: Partial<Row> = {}): Row => ({
  work: "fan-out",
  by,
  unit: "/s",
  figure: 10 * members,
  runs: [9 * members, 11 * members],
  place: { measure: "fan-out", at: { members, senders: 4, textBytes: 100 } },
  ...more,
});

Deno.test("curvesOf() makes one curve of each contender's rows, in the order of what grows", () => {
  const rows = [row("chat", 1_000), row("chat", 100), row("nats-server", 100)];
  const [chat, ...others] = curvesOf([...rows, row("nats-server", 500)], growth);
  assert.deepEqual(chat?.points, [
    { x: 100, y: 1_000, low: 900, high: 1_100 },
    { x: 1_000, y: 10_000, low: 9_000, high: 11_000 },
  ]);
  assert.ok(Math.abs((chat?.fit.b ?? NaN) - 1) < 1e-9);
  assert.deepEqual(others.map(({ by }) => by), ["nats-server"]);
});

Deno.test("curvesOf() leaves out other measures, other points, and what was not measured", () => {
  const elsewhere = { members: 500, senders: 32, textBytes: 100 };
  const rows = [
    row("chat", 100),
    row("chat", 500, { place: { measure: "fan-out", at: elsewhere } }),
    row("chat", 1_000, { place: { measure: "ceiling", at: { ...elsewhere, senders: 4 } } }),
    row("chat", 2_000, { figure: NaN }),
  ];
  assert.deepEqual(curvesOf(rows, growth), []);
  assert.equal(curvesOf([...rows, row("chat", 10)], growth).length, 1);
});
