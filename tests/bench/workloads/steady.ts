/**
 * Delays under a load that a busy room has.
 * @module
 */
import type { Figures, JobOf } from "../load/job.ts";
import { LoadProcess } from "../load_process.ts";
import { median, type Row } from "../report/row.ts";
import { startChat } from "../servers/servers.ts";
import { runsOf, type Workload } from "./workload.ts";

const WORK = "steady, 200 messages/s to 100 members";

/** Fixed messages per second, all of them timed. */
export const steady: Workload = async (options) => {
  const runs: Figures[] = [];
  for (let run = 1; run <= runsOf(options); run++) {
    options.progress(`${WORK}: run ${run}`);
    await using server = await startChat(options.build);
    const job = { port: server.port, members: 100, senders: 4, perSecond: 200 };
    runs.push(await LoadProcess.run(steadyJob(job, options.quick ? 2_000 : 5_000)));
  }
  return [delayRow(WORK, "chat", runs, "p99 ≤ 5 ms")];
};

/** A steady job for `chat`. */
export function steadyJob(
  job: Pick<JobOf<"steady">, "port" | "members" | "senders" | "perSecond">,
  measureMs: number,
): JobOf<"steady"> {
  return { kind: "steady", peer: "chat", measureMs, ...job };
}

/** A row about the 99th percentile; messages that did not arrive are said so. */
export function delayRow(work: string, by: string, runs: readonly Figures[], goal: string): Row {
  const p99s = runs.map((run) => run["p99Ms"] ?? NaN);
  const p50 = median(runs.map((run) => run["p50Ms"] ?? NaN)).toFixed(2);
  const arrived = Math.min(...runs.map((run) => run["deliveredShare"] ?? NaN));
  const missing = arrived < 1 ? `; only ${(100 * arrived).toFixed(2)} % arrived in time` : "";
  const note = `p50 ${p50} ms${missing}`;
  return { work, by, figure: median(p99s), unit: "ms p99", runs: p99s, goal, note };
}
