import assert from "node:assert/strict";
import type { Row } from "../row.ts";
import { barChart } from "./bars.ts";
import { chartsOf } from "./charts.ts";
import { lineChart } from "./lines.ts";
import { text } from "./svg.ts";

const bar = (by: string, value: number) => ({ by, value, low: 0.9 * value, high: 1.1 * value });

/** The value of `attribute` in each `name` element. */
function attributesOf(svg: string, name: string, attribute: string): string[] {
  const elements = svg.matchAll(new RegExp(`<${name} [^>]*?\\b${attribute}="([^"]*)"`, "g"));
  return [...elements].map(([, value]) => value as string);
}

Deno.test("barChart() draws bars as long as their values, one colour for each contender", () => {
  const groups = [
    { label: "few", bars: [bar("chat", 100), bar("other", 50)] },
    { label: "many", bars: [bar("chat", 25)] },
  ];
  const svg = barChart("Speed", groups);
  const [, ...widths] = attributesOf(svg, "rect", "width").map(Number);
  const [first = NaN] = widths;
  assert.deepEqual(widths.map((width) => Math.round(100 * width / first)), [100, 50, 25]);
  const [, chat, other, chatAgain] = attributesOf(svg, "rect", "fill");
  assert.equal(chat, chatAgain);
  assert.notEqual(chat, other);
});

Deno.test("lineChart() draws each point, and a ring around the bend", () => {
  const points = [bar("", 10), bar("", 20), bar("", 90)].map(({ value, low, high }, at) => ({
    x: 10 ** at,
    y: value,
    low,
    high,
  }));
  const labels = { title: "Growth", xLabel: "members", yLabel: "MiB", model: "power" } as const;
  const radii = (bendAt?: number) =>
    attributesOf(lineChart(labels, [{ by: "chat", points, bendAt }]), "circle", "r");
  assert.deepEqual(radii(), ["3.5", "3.5", "3.5"]);
  assert.deepEqual(radii(10), ["3.5", "3.5", "8", "3.5"]);
});

Deno.test("text() shows signs that mean something to a picture", () => {
  assert.match(text('1 < 2 & "3"', 0, 0), />1 &lt; 2 &amp; &quot;3&quot;</);
});

Deno.test("chartsOf() draws what there are figures for and nothing else", () => {
  const relay = (receivers: number): Row => ({
    work: `relay 1 → ${receivers}, 512 MiB`,
    by: "chat",
    unit: "MiB/s",
    figure: 900,
    place: { measure: "relay", at: { receivers } },
  });
  const filesOf = (rows: readonly Row[]) => chartsOf(rows).map(({ file }) => file);
  assert.deepEqual(filesOf([]), []);
  assert.deepEqual(filesOf([relay(1)]), ["relay.svg"]);
  assert.deepEqual(filesOf([relay(1), relay(4)]), ["relay.svg", "relay-by-receivers.svg"]);
  assert.deepEqual(filesOf([{ ...relay(1), figure: NaN }]), []);
});
