/**
 * Delays under a load that a busy room has.
 * @module
 */
import type { Figures, JobOf } from "../load/job.ts";
import { LoadProcess } from "../load_process.ts";
import { median, type Row } from "../report/row.ts";
import type { ServerProcess } from "../servers/server_process.ts";
import { absentRows, CHAT, CHAT_TLS, type Contender, presentOf, RIVALS } from "./contenders.ts";
import { alternate, noteOf, type Series, type Workload } from "./workload.ts";

const WORK = "steady, 200 messages/s to 100 members";
const UNIT = "ms p99";
const LOAD = { members: 100, senders: 4, perSecond: 200 };

/** Fixed messages per second, all of them timed. */
export const steady: Workload = {
  limitSeconds: 150,
  async measure(options) {
    const rivals = presentOf(RIVALS);
    const all = await alternate(WORK, [CHAT, CHAT_TLS, ...rivals], options, async (contender) => {
      await using server = await contender.start(options);
      const { peer, enteringAtOnce } = contender;
      const load = { ...LOAD, enteringAtOnce };
      const job = steadyJob(peer, server, load, options.quick ? 1_500 : 3_000);
      return await LoadProcess.run(job);
    });
    const rows = all.map((series) => delayRow(WORK, series, ourGoal(series.contender)));
    return [...rows, ...absentRows({ work: WORK, unit: UNIT }, RIVALS)];
  },
};

function ourGoal({ isOurs }: Contender): string | undefined {
  return isOurs ? "p99 ≤ 5 ms" : undefined;
}

/** `load` on `server`. */
export function steadyJob(
  peer: JobOf<"steady">["peer"],
  { port, certificate }: ServerProcess,
  load: Pick<JobOf<"steady">, "members" | "senders" | "perSecond" | "enteringAtOnce">,
  measureMs: number,
): JobOf<"steady"> {
  return { kind: "steady", peer, port, certificate, measureMs, ...load };
}

/** A row about the 99th percentile; messages that did not arrive are said so. */
export function delayRow(
  work: string,
  { contender: { by }, runs, failure }: Series<{ readonly by: string }>,
  goal?: string,
): Row {
  const row = { work, by, unit: UNIT, ...(goal === undefined ? {} : { goal }) };
  if (runs.length === 0) return { ...row, note: noteOf(failure) };
  const of = (name: string) => runs.map((run: Figures) => run[name] ?? NaN);
  const p99s = of("p99Ms");
  const arrived = Math.min(...of("deliveredShare"));
  const missing = arrived < 1 ? `only ${(100 * arrived).toFixed(2)} % arrived in time` : undefined;
  const note = noteOf(`p50 ${median(of("p50Ms")).toFixed(2)} ms`, missing, failure);
  return { ...row, figure: median(p99s), runs: p99s, note };
}
