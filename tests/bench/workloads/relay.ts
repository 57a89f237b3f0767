/**
 * Files through the relay, next to a relay in C.
 * @module
 */
import { fileURLToPath } from "node:url";
import type { Figures, JobOf } from "../load/job.ts";
import { LoadProcess } from "../load_process.ts";
import { median, type Row, withRatios } from "../report/row.ts";
import { whereIs } from "../servers/installed.ts";
import type { ServerProcess } from "../servers/server_process.ts";
import { startCRelay } from "../servers/servers.ts";
import { CHAT, CHAT_TLS } from "./contenders.ts";
import { loadNote } from "./load_note.ts";
import { warmPageCache } from "./page_cache.ts";
import { alternate, type BenchOptions, noteOf, type Series, type Workload } from "./workload.ts";

const MIB = 2 ** 20;
const UNIT = "MiB/s";
const SOURCE = fileURLToPath(new URL("../relay.c", import.meta.url));
const C_RELAY = "C relay";

/** Memory made ready before a run, in files; not all of it is what the run is given. */
export const WARM_FACTOR = 1.5;

interface Relay {
  readonly by: string;
  readonly protocol: JobOf<"relay">["relay"];
  start(options: BenchOptions): Promise<ServerProcess>;
}

/** Bytes of one file. */
export function fileBytes(options: BenchOptions): number {
  return (options.quick ? 256 : 512) * MIB;
}

/** One sender to `receivers`; the goal is the ratio to the C relay. */
export function relay(receivers: number, goalRatio: number): Workload {
  const measure = async (options: BenchOptions) => {
    const folder = await Deno.makeTempDir({ prefix: "chat-bench-" });
    try {
      const executable = await compile(`${folder}/relay`);
      return await compare(receivers, goalRatio, executable, options);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  };
  return { measure, limitSeconds: 100 + 6 * receivers };
}

/** Returns `undefined` where there is no compiler. */
async function compile(executable: string): Promise<string | undefined> {
  if (whereIs("cc") === undefined) return undefined;
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
  const ours = [CHAT, CHAT_TLS].map(({ by, start }) => ({ by, start, protocol: "chat" as const }));
  const start = () => startCRelay(executable ?? "", receivers);
  const rival = { by: C_RELAY, start, protocol: "c" as const };
  const relays: readonly Relay[] = executable === undefined ? ours : [...ours, rival];
  const all = await alternate(work, relays, options, async ({ protocol, start }) => {
    await using server = await start(options);
    return await once(relayJob(protocol, server, 1, receivers, fileBytes(options)));
  });
  const rows = all.map((series) => rowOf(work, receivers, series)).map((row) =>
    row.by === CHAT.by ? { ...row, goal: `≥ ${goalRatio}x the C relay` } : row
  );
  if (executable !== undefined) return withRatios(rows, new Set([CHAT.by, CHAT_TLS.by]));
  return [...rows, { work, by: C_RELAY, unit: UNIT, note: "there is no C compiler (cc)" }];
}

async function once(job: JobOf<"relay">): Promise<Figures> {
  await using load = await LoadProcess.prepare(job);
  await warmPageCache(WARM_FACTOR * job.sizeBytes);
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
  const { port, certificate, pid: serverPid } = server;
  return { kind: "relay", relay, port, certificate, serverPid, uploads, receivers, sizeBytes };
}

function rowOf(work: string, receivers: number, { contender, runs, failure }: Series<Relay>): Row {
  const row = { work, by: contender.by, unit: UNIT };
  if (runs.length === 0) return { ...row, note: noteOf(failure) };
  const rates = runs.map((figures) => (figures["bytesPerSecond"] ?? NaN) / MIB);
  const place = { measure: "relay", at: { receivers } };
  return {
    ...row,
    figure: median(rates),
    runs: rates,
    note: noteOf(loadNote(runs), failure),
    place,
  };
}
