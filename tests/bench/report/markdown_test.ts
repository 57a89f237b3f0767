import assert from "node:assert/strict";
import { chartsOf } from "./charts/charts.ts";
import { formatReport } from "./markdown.ts";
import { type Entry, readResults, Results } from "./results.ts";
import type { Row } from "./row.ts";

const MACHINE = {
  cores: 2,
  processor: "a processor",
  memoryGiB: 8,
  kernel: "linux",
  deno: "2",
  loadBefore: 0.25,
};

const entry = (rows: readonly Row[], quick = false): Entry => ({
  at: "2026-01-02T03:04:05.000Z",
  seconds: 12,
  quick,
  runs: 5,
  build: "source",
  machine: MACHINE,
  rows,
});

const memory = (members: number): Row => ({
  work: `${members} idle members`,
  by: "chat",
  unit: "MiB resident",
  figure: 40 + members / 100,
  goal: "≤ 150 MiB",
  place: { measure: "idle-memory", at: { members } },
});

const skipped: Row = { work: "fan-out", by: "ircd", unit: "/s", note: "ircd | is not installed" };

const RESULTS = { second: entry([memory(100), memory(1_000)]), first: entry([skipped], true) };

Deno.test("formatReport() shows workloads in the order asked for, and leaves out what is unknown", () => {
  const report = formatReport(RESULTS, ["first", "second", "third"], []);
  assert.ok(report.indexOf("### first") < report.indexOf("### second"));
  assert.doesNotMatch(report, /third/);
  assert.ok(report.includes("| fan-out | ircd | skipped |  |  |  | ircd \\| is not installed |"));
  assert.match(report, /2026-01-02 03:04 UTC, 12 s, \*\*quick form: short runs\*\*, 5 runs each/);
});

Deno.test("formatReport() lists the goals, and says how memory grows", () => {
  const charts = chartsOf(RESULTS.second.rows);
  const report = formatReport(RESULTS, ["first", "second"], charts);
  assert.ok(report.includes("| 1000 idle members | chat | 50.0 MiB resident |  | ≤ 150 MiB |"));
  assert.match(report, /!\[[^\]]+\]\(memory-by-members\.svg\)/);
  assert.match(
    report,
    /\| chat \| 0.01 MiB per member \| 40 \+ 0.01 · x \| 100.0 % \| none found \|/,
  );
});

Deno.test("results survive the way through a file, figures that failed included", async () => {
  const results = { one: entry([{ ...memory(100), figure: NaN, runs: [NaN, 1] }]) };
  const file = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(file, JSON.stringify(results));
    assert.deepEqual(readResults(new URL(`file://${file}`)), results);
  } finally {
    await Deno.remove(file);
  }
  assert.deepEqual(readResults(new URL(`file://${file}`)), {});
  assert.throws(() => Results.parse({ one: { rows: [] } }));
});
