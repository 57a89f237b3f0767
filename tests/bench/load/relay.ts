/**
 * Files from senders to receivers through a relay.
 * @module
 */
import { CHUNK_BYTES } from "../../../protocol/limits.ts";
import { writeAll } from "../../../protocol/lines.ts";
import type { Cues, Figures, JobOf } from "./job.ts";
import { noise } from "./noise.ts";
import { prepareTransfers } from "./relays/chat.ts";
import { prepareCTransfers } from "./relays/c.ts";
import type { Download, Transfers, Upload } from "./relays/transfers.ts";
import type { ClockUs } from "./sender.ts";
import { cpuSeconds } from "./usage.ts";

/** Moves every file once and measures from the first byte sent to the last one received and stored. */
export async function relay(
  job: JobOf<"relay">,
  cues: Cues,
  clockUs: ClockUs,
): Promise<Figures> {
  const chunk = noise(CHUNK_BYTES);
  const prepare = job.relay === "chat" ? prepareTransfers : prepareCTransfers;
  using transfers: Transfers = await prepare(job, chunk);
  await cues.ready();
  const serverBefore = cpuSeconds(job.serverPid) ?? NaN;
  const loadBefore = cpuSeconds(Deno.pid) ?? NaN;
  const beganUs = clockUs();
  await Promise.all([
    ...transfers.uploads.map((upload) => send(upload, chunk, job.sizeBytes)),
    ...transfers.downloads.map((download) => receive(download, job.sizeBytes)),
  ]);
  const seconds = (clockUs() - beganUs) / 1e6;
  return {
    bytesPerSecond: job.uploads * job.sizeBytes / seconds,
    seconds,
    serverCpuShare: ((cpuSeconds(job.serverPid) ?? NaN) - serverBefore) / seconds,
    loadCpuShare: ((cpuSeconds(Deno.pid) ?? NaN) - loadBefore) / seconds,
  };
}

async function send(upload: Upload, chunk: Uint8Array, sizeBytes: number): Promise<void> {
  for (let left = sizeBytes; left > 0; left -= chunk.length) {
    await writeAll(upload.conn, left < chunk.length ? chunk.subarray(0, left) : chunk);
  }
  await upload.finish();
}

async function receive(download: Download, sizeBytes: number): Promise<void> {
  const buffer = new Uint8Array(CHUNK_BYTES);
  for (let left = sizeBytes; left > 0;) {
    const room = left < buffer.length ? buffer.subarray(0, left) : buffer;
    const bytes = await download.source.readBytes(room);
    if (bytes === null) throw new Error(`A download ended ${left} bytes before its end`);
    left -= bytes;
  }
  await download.finish();
}
