/**
 * Deliveries per second in a closed loop.
 * @module
 */
import type { Figures, JobOf } from "../load/job.ts";
import { LoadProcess } from "../load_process.ts";
import { median, type Row } from "../report/row.ts";
import type { ServerProcess } from "../servers/server_process.ts";
import {
  isInstalled,
  startCeiling,
  startChat,
  startNats,
  startNgircd,
} from "../servers/servers.ts";
import { type BenchOptions, runsOf, type Workload } from "./workload.ts";

const SENDERS = 4;
const WINDOW = 32;
const UNIT = "deliveries/s";

interface Contender {
  readonly by: string;
  readonly peer: JobOf<"fan_out">["peer"];
  start(options: BenchOptions): Promise<ServerProcess>;
  /** The program that must be there. */
  readonly needs?: string;
}

const CHAT: Contender = { by: "chat", peer: "chat", start: ({ build }) => startChat(build) };
const OTHERS: readonly Contender[] = [
  { by: "nats-server", peer: "nats", start: startNats, needs: "nats-server" },
  { by: "ngircd", peer: "irc", start: startNgircd, needs: "ngircd" },
];
const CEILING: Contender = { by: "load generator", peer: "block", start: startCeiling };

/** `chat` and its rivals in turn, so that all of them see the same weather. */
export function fanOut(members: number, goalRatio: number): Workload {
  return async (options) => {
    const work = `fan-out, ${members} members`;
    const present = OTHERS.filter(isThere);
    const results = await alternate([CHAT, ...present], members, work, options);
    const rows = results.map(({ contender, runs }) => rowOf(work, contender.by, runs));
    const [chat, ...others] = rows;
    const best = others.toSorted((a, b) => (b.figure ?? 0) - (a.figure ?? 0))[0];
    const goal = `≥ ${goalRatio}x the better, p99 no worse`;
    const ratio = (chat?.figure ?? NaN) / (best?.figure ?? NaN);
    return [
      ...(chat === undefined ? [] : [{ ...chat, goal, ...(best === undefined ? {} : { ratio }) }]),
      ...others,
      ...OTHERS.filter((other) => !isThere(other)).map((other) => skipped(work, other)),
    ];
  };
}

/** How much the load generator takes from a relay that does next to nothing. */
export function ceiling(members: number): Workload {
  return async (options) => {
    const work = `ceiling, ${members} members`;
    const results = await alternate([CEILING], members, work, options);
    return results.map(({ contender, runs }) => ({
      ...rowOf(work, contender.by, runs),
      goal: "well above every row of fan-out",
    }));
  };
}

function isThere(contender: Contender): boolean {
  return contender.needs === undefined || isInstalled(contender.needs);
}

function skipped(work: string, { by, needs }: Contender): Row {
  return { work, by, unit: UNIT, note: `${needs} is not installed` };
}

async function alternate(
  contenders: readonly Contender[],
  members: number,
  work: string,
  options: BenchOptions,
) {
  const results = contenders.map((contender) => ({ contender, runs: [] as Figures[] }));
  for (let run = 1; run <= runsOf(options); run++) {
    for (const { contender, runs } of results) {
      options.progress(`${work}: ${contender.by}, run ${run}`);
      await using server = await contender.start(options);
      runs.push(
        await LoadProcess.run({
          kind: "fan_out",
          peer: contender.peer,
          port: server.port,
          serverPid: server.pid,
          members,
          senders: SENDERS,
          window: WINDOW,
          warmUpMs: options.quick ? 1_000 : 1_500,
          measureMs: options.quick ? 1_500 : 3_000,
        }),
      );
    }
  }
  return results;
}

function rowOf(work: string, by: string, runs: readonly Figures[]): Row {
  const of = (name: string) => runs.map((figures) => figures[name] ?? NaN);
  const rates = of("deliveriesPerSecond");
  const ms = (name: string) => median(of(name)).toFixed(1);
  const cores = (name: string) => median(of(name)).toFixed(2);
  const used = `cores used: server ${cores("serverCpuShare")}, load ${cores("loadCpuShare")}`;
  // The relay of the ceiling passes on no send times.
  const isTimed = of("samples").every((samples) => samples > 0);
  const delays = isTimed ? `p50 ${ms("p50Ms")} ms, p99 ${ms("p99Ms")} ms; ` : "";
  return { work, by, figure: median(rates), unit: UNIT, runs: rates, note: delays + used };
}
