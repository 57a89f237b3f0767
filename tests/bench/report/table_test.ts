import assert from "node:assert/strict";
import { median } from "./row.ts";
import { formatFigure, formatTable } from "./table.ts";

Deno.test("median() takes the middle, or the mean of the two in the middle", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.ok(Number.isNaN(median([])));
});

Deno.test("formatFigure() shows what was measured, what failed and what was skipped", () => {
  assert.equal(formatFigure(3_812_345.6, "deliveries/s"), "3,812,346 deliveries/s");
  assert.equal(formatFigure(1.23456, "ms"), "1.23 ms");
  assert.equal(formatFigure(NaN, "ms"), "none");
  assert.equal(formatFigure(undefined, "ms"), "skipped");
});

Deno.test("formatTable() aligns its columns and leaves out what a row does not have", () => {
  const lines = formatTable([
    { work: "fan-out", by: "chat", figure: 2000, unit: "/s", runs: [1900, 2100], ratio: 2 },
    { work: "fan-out", by: "ngircd", unit: "/s", note: "ngircd is not installed" },
  ]).split("\n");
  const column = (title: string) => lines[0]?.indexOf(title) ?? -1;
  assert.equal(lines[2]?.slice(column("runs")).startsWith("1.9K…2.1K"), true);
  assert.equal(lines[2]?.slice(column("ratio")).startsWith("2.00x"), true);
  assert.equal(lines[3]?.slice(column("note")), "ngircd is not installed");
});
