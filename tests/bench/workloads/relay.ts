/**
 * Files through the relay, next to a relay in C.
 * @module
 */
import { fileURLToPath } from "node:url";
import type { Figures, JobOf } from "../load/job.ts";
import { LoadProcess } from "../load_process.ts";
import { median, type Row } from "../report/row.ts";
import type { ServerProcess } from "../servers/server_process.ts";
import { isInstalled, startChat, startCRelay } from "../servers/servers.ts";
import { warmPageCache } from "./page_cache.ts";
import { type BenchOptions, runsOf, type Workload } from "./workload.ts";

const MIB = 2 ** 20;
const UNIT = "MiB/s";
const SOURCE = fileURLToPath(new URL("../relay.c", import.meta.url));
/** Receivers and the goal against the C relay. */
const CASES = [[1, 1.0], [4, 1.2], [16, 1.4]] as const;

/** Memory made ready before a run, in files; not all of it is what the run is given. */
export const WARM_FACTOR = 1.5;

/** Bytes of one file. */
export function fileBytes(options: BenchOptions): number {
  return (options.quick ? 256 : 1024) * MIB;
}

/** One sender to 1, 4 and 16 receivers, both relays in turn. */
export const relay: Workload = async (options) => {
  const folder = await Deno.makeTempDir({ prefix: "chat-bench-" });
  try {
    const executable = await compile(`${folder}/relay`);
    const rows: Row[] = [];
    for (const [receivers, goal] of CASES) {
      rows.push(...await compare(receivers, goal, executable, options));
    }
    return rows;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
};

/** Returns `undefined` where there is no compiler. */
async function compile(executable: string): Promise<string | undefined> {
  if (!isInstalled("cc")) return undefined;
  const args = ["-O2", "-o", executable, SOURCE];
  const { success, stderr } = await new Deno.Command("cc", { args, stderr: "piped" }).output();
  if (!success) throw new Error(`Cannot compile relay.c: ${new TextDecoder().decode(stderr)}`);
  return executable;
}

async function compare(
  receivers: number,
  goalRatio: number,
  executable: string | undefined,
  options: BenchOptions,
): Promise<readonly Row[]> {
  const work = `relay 1 → ${receivers}, ${fileBytes(options) / MIB} MiB`;
  const chat: Figures[] = [];
  const plain: Figures[] = [];
  for (let run = 1; run <= runsOf(options); run++) {
    options.progress(`${work}: run ${run}`);
    chat.push(await once("chat", () => startChat(options.build), receivers, options));
    if (executable === undefined) continue;
    plain.push(await once("c", () => startCRelay(executable, receivers), receivers, options));
  }
  const chatRow = { ...rowOf(work, "chat", chat), goal: `≥ ${goalRatio}x the C relay` };
  if (executable === undefined) {
    return [chatRow, { work, by: "C relay", unit: UNIT, note: "there is no C compiler (cc)" }];
  }
  const plainRow = rowOf(work, "C relay", plain);
  return [{ ...chatRow, ratio: (chatRow.figure ?? NaN) / (plainRow.figure ?? NaN) }, plainRow];
}

async function once(
  relay: JobOf<"relay">["relay"],
  start: () => Promise<ServerProcess>,
  receivers: number,
  options: BenchOptions,
): Promise<Figures> {
  await using server = await start();
  const sizeBytes = fileBytes(options);
  await using load = await LoadProcess.prepare(relayJob(relay, server, 1, receivers, sizeBytes));
  await warmPageCache(WARM_FACTOR * sizeBytes);
  await load.begin();
  return await load.figures();
}

/** A job that moves `uploads` files to `receivers` each. */
export function relayJob(
  relay: JobOf<"relay">["relay"],
  server: ServerProcess,
  uploads: number,
  receivers: number,
  sizeBytes: number,
): JobOf<"relay"> {
  const { port, pid: serverPid } = server;
  return { kind: "relay", relay, port, serverPid, uploads, receivers, sizeBytes };
}

function rowOf(work: string, by: string, runs: readonly Figures[]): Row {
  const of = (name: string) => runs.map((figures) => figures[name] ?? NaN);
  const rates = of("bytesPerSecond").map((rate) => rate / MIB);
  const cores = (name: string) => median(of(name)).toFixed(2);
  const note = `cores used: server ${cores("serverCpuShare")}, load ${cores("loadCpuShare")}`;
  return { work, by, figure: median(rates), unit: UNIT, runs: rates, note };
}
