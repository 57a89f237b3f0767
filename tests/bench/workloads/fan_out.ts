/**
 * Deliveries per second in a closed loop.
 * @module
 */
import type { Figures } from "../load/job.ts";
import { LoadProcess } from "../load_process.ts";
import { median, type Row, withRatios } from "../report/row.ts";
import { startCeiling } from "../servers/servers.ts";
import { absentRows, CHAT, CHAT_TLS, type Contender, NAMED, presentOf } from "./contenders.ts";
import { loadNote } from "./load_note.ts";
import { alternate, type BenchOptions, noteOf, type Series, type Workload } from "./workload.ts";

const WINDOW = 32;
const UNIT = "deliveries/s";

/** A point on the axes along which fan-out is measured. */
export interface FanOutPoint {
  readonly members: number;
  readonly senders: number;
  readonly textBytes: number;
}

/** Goals of a fan-out, each a ratio. */
export interface FanOutGoals {
  /** To the better of those that {@linkcode NAMED} names. */
  readonly named?: number;
  /** To the best of all. */
  readonly best?: number;
  /** Encrypted, to ours without encryption … */
  readonly tlsToPlain?: number;
  /** … and to the best that encrypts. */
  readonly tls?: number;
}

/** `chat` and `rivals`, each plain and, where it can, encrypted. A ratio compares with the best of the same kind. */
export function fanOut(
  point: FanOutPoint,
  rivals: readonly Contender[],
  goals: FanOutGoals = {},
): Workload {
  const measure = async (options: BenchOptions) => {
    const work = `fan-out, ${describe(point)}`;
    const present = presentOf(rivals, point.textBytes);
    const results = await runAll([CHAT, CHAT_TLS, ...present], point, work, options);
    const place = { measure: "fan-out", point };
    const kinds = [false, true].map((isEncrypted) => {
      const ofKind = results.filter(({ contender }) => contender.isEncrypted === isEncrypted);
      return ofKind.map((series) => rowOf(work, series, place));
    });
    const [plain = [], encrypted = []] = kinds;
    return [
      ...withRatios(plain, new Set([CHAT.by])).map((row) => plainGoal(row, plain, goals)),
      ...withRatios(encrypted, new Set([CHAT_TLS.by])).map((row) => tlsGoal(row, plain, goals)),
      ...absentRows({ work, unit: UNIT }, rivals, point.textBytes),
    ];
  };
  return { measure, limitSeconds: 50 + point.members / 10 + 20 * rivals.length };
}

function plainGoal(row: Row, rows: readonly Row[], { named, best }: FanOutGoals): Row {
  if (row.by !== CHAT.by) return row;
  if (named !== undefined) return { ...row, goal: goalOf(rows, named) };
  return best === undefined ? row : { ...row, goal: `≥ ${best}x the best` };
}

function tlsGoal(row: Row, plain: readonly Row[], { tlsToPlain, tls }: FanOutGoals): Row {
  if (row.by !== CHAT_TLS.by || tls === undefined) return row;
  const goals = [`≥ ${tls}x the best with TLS`];
  if (tlsToPlain !== undefined) {
    const ours = plain.find(({ by }) => by === CHAT.by)?.figure ?? NaN;
    const reached = ((row.figure ?? NaN) / ours).toFixed(2);
    goals.push(`≥ ${tlsToPlain}x ours without it: ${reached}x`);
  }
  return { ...row, goal: goals.join(", ") };
}

/** The goal names two rivals; a third one may be faster than both, and is what `ratio` compares with then. */
function goalOf(rows: readonly Row[], goalRatio: number): string {
  const named = rows.filter(({ by }) => by === CHAT.by || NAMED.has(by));
  const [chat] = withRatios(named, new Set([CHAT.by]));
  const reached = chat?.ratio === undefined ? "" : `: ${chat.ratio.toFixed(2)}x`;
  return `≥ ${goalRatio}x the better of ${[...NAMED].join(" and ")}${reached}, p99 no worse`;
}

/** How much the load generator takes from a relay that does next to nothing. */
export function ceiling(points: readonly FanOutPoint[]): Workload {
  const measure = async (options: BenchOptions) => {
    const rows: Row[] = [];
    for (const point of points) {
      const work = `ceiling, ${describe(point)}`;
      const contenders = [ceilingContender(point, false), ceilingContender(point, true)];
      for (const series of await runAll(contenders, point, work, options)) {
        const row = rowOf(work, series, { measure: "ceiling", point });
        rows.push({ ...row, goal: "well above the row of fan-out", note: perCore(row, series) });
      }
    }
    return rows;
  };
  return { measure, limitSeconds: 45 * points.length };
}

function ceilingContender({ textBytes }: FanOutPoint, isEncrypted: boolean): Contender {
  return {
    by: isEncrypted ? "load generator, TLS" : "load generator",
    peer: "block",
    isOurs: true,
    isEncrypted,
    maxTextBytes: Infinity,
    start: () => startCeiling(textBytes, isEncrypted),
  };
}

/** Where the relay was the slower of the two, the generator could do more than the row shows. */
function perCore(row: Row, { runs }: Series<Contender>): string {
  const share = median(runs.map((figures) => figures["loadCpuShare"] ?? NaN));
  const rate = Math.round((row.figure ?? NaN) / share).toLocaleString("en");
  return noteOf(`the generator alone would take ${rate} with a whole core`, row.note);
}

function describe({ members, senders, textBytes }: FanOutPoint): string {
  const size = textBytes < 1_024 ? `${textBytes} B` : `${textBytes / 1_024} KiB`;
  return `${members.toLocaleString("en")} members, ${senders} sending ${size}`;
}

async function runAll(
  contenders: readonly Contender[],
  point: FanOutPoint,
  work: string,
  options: BenchOptions,
) {
  return await alternate(work, contenders, options, async (contender): Promise<Figures> => {
    await using server = await contender.start(options);
    return await LoadProcess.run({
      kind: "fan_out",
      peer: contender.peer,
      port: server.port,
      certificate: server.certificate,
      serverPid: server.pid,
      ...point,
      enteringAtOnce: contender.enteringAtOnce,
      window: WINDOW,
      warmUpMs: options.quick ? 500 : 750,
      measureMs: options.quick ? 1_000 : 1_500,
    });
  });
}

function rowOf(
  work: string,
  { contender, runs, failure }: Series<Contender>,
  place: { readonly measure: string; readonly point: FanOutPoint },
): Row {
  const row = { work, by: contender.by, unit: UNIT };
  if (runs.length === 0) return { ...row, note: noteOf(failure) };
  const of = (name: string) => runs.map((figures) => figures[name] ?? NaN);
  const rates = of("deliveriesPerSecond");
  const ms = (name: string) => median(of(name)).toFixed(1);
  // The relay of the ceiling passes on no send times.
  const isTimed = of("samples").every((samples) => samples > 0);
  const delays = isTimed ? `p50 ${ms("p50Ms")} ms, p99 ${ms("p99Ms")} ms` : undefined;
  const note = noteOf(delays, loadNote(runs), failure);
  const at = { ...place.point };
  const shares = of("serverCpuShare");
  const cpu = median(shares.map((share, run) => 1e6 * share / (rates[run] ?? NaN)));
  return { ...row, figure: median(rates), runs: rates, cpu, note, place: { ...place, at } };
}
