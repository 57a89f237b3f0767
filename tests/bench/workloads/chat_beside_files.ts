/**
 * What transfers do to the conversation.
 * @module
 */
import { LoadProcess } from "../load_process.ts";
import { median, type Row } from "../report/row.ts";
import { CHAT, CHAT_TLS } from "./contenders.ts";
import { warmPageCache } from "./page_cache.ts";
import { fileBytes, relayJob, WARM_FACTOR } from "./relay.ts";
import { delayRow, steadyJob } from "./steady.ts";
import { alternate, type BenchOptions, noteOf, type Workload } from "./workload.ts";

const MIB = 2 ** 20;
/** A lively conversation; the members' own work must not hide the server's. */
const CONVERSATION = { members: 10, senders: 4, perSecond: 100 };
/** Longer than any transfer; the conversation is stopped when that is over. */
const CHAT_LIMIT_MS = 60_000;

/** A conversation while `uploads` files go to `receivers` each. */
export function chatBesideFiles(uploads: number, receivers: number): Workload {
  const work = receivers === 0
    ? `${uploads} uploads flat out`
    : `one file to ${receivers} receivers`;
  return { limitSeconds: 150, measure: (options) => measure(work, uploads, receivers, options) };
}

async function measure(
  work: string,
  uploads: number,
  receivers: number,
  options: BenchOptions,
): Promise<readonly Row[]> {
  const beside = `chat beside ${work}`;
  const all = await alternate(beside, [CHAT, CHAT_TLS], options, async (contender) => {
    await using server = await contender.start(options);
    const job = relayJob("chat", server, uploads, receivers, fileBytes(options));
    await using files = await LoadProcess.prepare(job);
    await using chat = await LoadProcess.prepare(
      steadyJob("chat", server, CONVERSATION, CHAT_LIMIT_MS),
    );
    await warmPageCache(WARM_FACTOR * uploads * fileBytes(options));
    await chat.begin();
    await files.begin();
    const transfer = await files.figures();
    await chat.stop();
    return { ...transfer, ...await chat.figures() };
  });
  return all.flatMap((series): Row[] => {
    const rates = series.runs.map((figures) => (figures["bytesPerSecond"] ?? NaN) / MIB);
    const note = noteOf(`${fileBytes(options) / MIB} MiB each`, series.failure);
    const row = { work, by: series.contender.by, unit: "MiB/s received", note };
    return [
      delayRow(beside, series, "p99 ≤ 20 ms"),
      rates.length === 0 ? row : { ...row, figure: median(rates), runs: rates },
    ];
  });
}
