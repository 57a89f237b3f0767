/**
 * What transfers do to the conversation and to the server's memory.
 * @module
 */
import type { Figures } from "../load/job.ts";
import { LoadProcess } from "../load_process.ts";
import { median, type Row } from "../report/row.ts";
import { startChat } from "../servers/servers.ts";
import { MemoryWatch } from "./memory_watch.ts";
import { warmPageCache } from "./page_cache.ts";
import { fileBytes, relayJob, WARM_FACTOR } from "./relay.ts";
import { delayRow, steadyJob } from "./steady.ts";
import { type BenchOptions, runsOf, type Workload } from "./workload.ts";

const MIB = 2 ** 20;
/** A lively conversation; the members' own work must not hide the server's. */
const CHAT = { members: 10, senders: 4, perSecond: 100 };
/** Longer than any transfer; the conversation is stopped when that is over. */
const CHAT_LIMIT_MS = 60_000;

/** One file to three receivers, and four uploads at once. */
export const chatBesideFiles: Workload = async (options) => [
  ...await measure("one file to 3 receivers", 1, 3, "≤ 64 MiB", options),
  ...await measure("4 uploads flat out", 4, 0, undefined, options),
];

async function measure(
  work: string,
  uploads: number,
  receivers: number,
  memoryGoal: string | undefined,
  options: BenchOptions,
): Promise<readonly Row[]> {
  const delays: Figures[] = [];
  const growth: number[] = [];
  const rates: number[] = [];
  for (let run = 1; run <= runsOf(options); run++) {
    options.progress(`chat beside files: ${work}, run ${run}`);
    await using server = await startChat(options.build);
    const job = relayJob("chat", server, uploads, receivers, fileBytes(options));
    await using files = await LoadProcess.prepare(job);
    await using chat = await LoadProcess.prepare(
      steadyJob({ port: server.port, ...CHAT }, CHAT_LIMIT_MS),
    );
    await warmPageCache(WARM_FACTOR * uploads * fileBytes(options));
    using memory = new MemoryWatch(server.pid);
    await chat.begin();
    await files.begin();
    rates.push(((await files.figures())["bytesPerSecond"] ?? NaN) / MIB);
    await chat.stop();
    delays.push(await chat.figures());
    growth.push(memory.growthBytes / MIB);
  }
  const size = `${fileBytes(options) / MIB} MiB each`;
  const memoryRow = {
    work: `memory added by ${work}`,
    by: "chat",
    figure: median(growth),
    unit: "MiB",
    runs: growth,
    note: size,
  };
  return [
    delayRow(`chat beside ${work}`, "chat", delays, "p99 ≤ 20 ms"),
    { work, by: "chat", figure: median(rates), unit: "MiB/s received", runs: rates, note: size },
    memoryGoal === undefined ? memoryRow : { ...memoryRow, goal: memoryGoal },
  ];
}
