/**
 * What a server tells a monitoring system.
 * @module
 */
import assert from "node:assert/strict";
import type { TestServer } from "./server.ts";
import { until } from "./until.ts";

/** Where a server that was started with `--metrics` serves them. */
export async function metricsUrl(server: TestServer): Promise<string> {
  const line = await server.program.stdout.next((text) => text.startsWith("Metrics: "));
  return line.replace("Metrics: ", "").replace(/\/metrics$/, "");
}

/** Every number by its name and labels as they are written. */
export async function readMetrics(url: string): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`${url}/metrics`);
  assert.match(response.headers.get("content-type") ?? "", /^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).split("\n").filter((line) => /^[a-z]/.test(line));
  return new Map(lines.map((line) => {
    const end = line.lastIndexOf(" ");
    return [line.slice(0, end), Number(line.slice(end + 1))];
  }));
}

/** How often the limit `label` was met. */
export async function timesLimited(url: string, label: string): Promise<number> {
  return (await readMetrics(url)).get(`chat_limited_total{limit="${label}"}`) ?? NaN;
}

/** Asks until the number `name` is `value`: nothing tells when it changes. @throws {Error} if it never is. */
export async function untilMetric(url: string, name: string, value: number): Promise<void> {
  let seen: number | undefined;
  const isThere = async () => (seen = (await readMetrics(url)).get(name)) === value;
  await until(isThere, () => `${name} is ${seen}, not ${value}`);
}
