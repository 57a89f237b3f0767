/**
 * Memory of the server while a file goes to four receivers.
 * @module
 */
import { LoadProcess } from "../load_process.ts";
import { median, type Row } from "../report/row.ts";
import { CHAT } from "./contenders.ts";
import { MemoryWatch } from "./memory_watch.ts";
import { relayJob } from "./relay.ts";
import { alternate, type BenchOptions, noteOf, type Workload } from "./workload.ts";

const MIB = 2 ** 20;
const RECEIVERS = 4;

/** Files of each of `sizesMib`: the most memory during the transfer over that before it. */
export function fileMemory(sizesMib: readonly number[], limitSeconds: number): Workload {
  const measure = async (options: BenchOptions) => {
    const rows: Row[] = [];
    for (const sizeMib of sizesMib) rows.push(...await measureSize(sizeMib, options));
    return rows;
  };
  return { measure, limitSeconds };
}

async function measureSize(sizeMib: number, options: BenchOptions): Promise<readonly Row[]> {
  const work = `memory added by ${sizeMib.toLocaleString("en")} MiB to ${RECEIVERS} receivers`;
  const all = await alternate(work, [CHAT], options, async (contender) => {
    await using server = await contender.start(options);
    const job = relayJob("chat", server, 1, RECEIVERS, sizeMib * MIB);
    await using files = await LoadProcess.prepare(job);
    using memory = new MemoryWatch(server.pid);
    await files.begin();
    await files.figures();
    return { mib: memory.growthBytes / MIB };
  });
  return all.map(({ contender, runs, failure }) => {
    const row = { work, by: contender.by, unit: "MiB", goal: "≤ 64 MiB" };
    if (runs.length === 0) return { ...row, note: noteOf(failure) };
    const growth = runs.map((figures) => figures["mib"] ?? NaN);
    const place = { measure: "file-memory", at: { fileMib: sizeMib } };
    return { ...row, figure: median(growth), runs: growth, note: noteOf(failure), place };
  });
}
