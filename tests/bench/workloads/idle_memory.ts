/**
 * Memory of a room in which nobody says anything.
 * @module
 */
import type { Figures } from "../load/job.ts";
import { residentBytes } from "../load/usage.ts";
import { LoadProcess } from "../load_process.ts";
import { median, type Row } from "../report/row.ts";
import { absentRows, CHAT, CHAT_TLS, type Contender, presentOf } from "./contenders.ts";
import { alternate, type BenchOptions, noteOf, type Series, type Workload } from "./workload.ts";

const UNIT = "MiB resident";
const MIB = 2 ** 20;
/** Time for the news of who joined to reach everybody. */
const SETTLE_MS = 2_000;

/** Resident memory with `members`, as a whole; with a goal in MiB. */
export function idleMemory(
  members: number,
  rivals: readonly Contender[],
  goalMib?: number,
): Workload {
  const measure = async (options: BenchOptions) => {
    const work = `${members.toLocaleString("en")} idle members`;
    const contenders = [CHAT, CHAT_TLS, ...presentOf(rivals)];
    const all = await alternate(
      work,
      contenders,
      options,
      (contender) => once(contender, members, options),
    );
    const rows = all.map((series) => rowOf(work, members, series, goalMib));
    return [...rows, ...absentRows({ work, unit: UNIT }, rivals)];
  };
  return { measure, limitSeconds: 60 + members / 40 + 25 * rivals.length };
}

async function once(
  contender: Contender,
  members: number,
  options: BenchOptions,
): Promise<Figures> {
  await using server = await contender.start(options);
  const { port, certificate, pid } = server;
  const emptyMib = (residentBytes(pid) ?? NaN) / MIB;
  const { peer, enteringAtOnce } = contender;
  const job = { peer, port, certificate, members, enteringAtOnce };
  await using load = await LoadProcess.prepare({ kind: "idle", ...job });
  await load.begin();
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const mib = (residentBytes(pid) ?? NaN) / MIB;
  await load.stop();
  return { mib, emptyMib };
}

function rowOf(
  work: string,
  members: number,
  { contender, runs, failure }: Series<Contender>,
  goalMib: number | undefined,
): Row {
  const goal = contender.isOurs && goalMib !== undefined ? { goal: `≤ ${goalMib} MiB` } : {};
  const row = { work, by: contender.by, unit: UNIT, ...goal };
  if (runs.length === 0) return { ...row, note: noteOf(failure) };
  const of = (name: string) => runs.map((figures) => figures[name] ?? NaN);
  const all = of("mib");
  const note = noteOf(`${median(of("emptyMib")).toFixed(0)} MiB when empty`, failure);
  const place = { measure: "idle-memory", at: { members } };
  return { ...row, figure: median(all), runs: all, note, place };
}
