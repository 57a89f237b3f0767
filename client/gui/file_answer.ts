/**
 * A file of this machine as an answer to a browser.
 * @module
 */
import { CHUNK_BYTES } from "../../protocol/limits.ts";
import type { Arrival } from "./arrival.ts";
import { harmlessHeaders } from "./headers.ts";
import type { LocalFile } from "./local_files.ts";
import { parseRange, type Range } from "./range.ts";

/**
 * A player that wants bytes which have not arrived waits so long for the next ones: longer than a
 * transfer takes to recover.
 */
const PLAYER_WAIT_MS = 20_000;

/** Resolves after `ms` or when `signal` is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * The bytes that `request` asks for of `local`; 404 if it is gone. Bytes that have yet to arrive
 * are waited for, so long as the browser wants them and new ones come in time; otherwise the answer
 * is cut short.
 */
export async function answerFile(
  request: Request,
  local: LocalFile,
  sleep: Sleep,
): Promise<Response> {
  const { arrival, media } = local;
  // A page makes a blob of a picture; only players need an address with a type.
  const contentType = media.kind === "image" ? undefined : media.mime;
  const file = await open(local, sleep);
  if (file === undefined) {
    return new Response("Not found", { status: 404, headers: harmlessHeaders() });
  }
  const size = arrival?.size ?? (await file.stat()).size;
  const range = parseRange(request.headers.get("range"), size);
  const headers = harmlessHeaders(contentType ?? "application/octet-stream");
  headers.set("accept-ranges", "bytes");
  // What is not known to be a film or a sound is never shown by itself, wherever its address is
  // opened.
  if (contentType === undefined) headers.set("content-disposition", "attachment");
  if (range === "unsatisfiable") {
    file.close();
    headers.set("content-range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const part = range === "whole" ? { start: 0, end: size } : range;
  headers.set("content-length", String(part.end - part.start));
  if (range !== "whole") {
    headers.set("content-range", `bytes ${part.start}-${part.end - 1}/${size}`);
  }
  const body = streamOf({ file, part, arrival, sleep });
  return new Response(body, { status: range === "whole" ? 200 : 206, headers });
}

/** A file that has just become complete has a new name, which is told a moment later. */
async function open(
  { path, arrival }: LocalFile,
  sleep: Sleep,
): Promise<Deno.FsFile | undefined> {
  const file = await Deno.open(arrival?.path ?? path).catch(() => undefined);
  if (file !== undefined || arrival === undefined) return file;
  await waitFor(arrival, arrival.size - 1, sleep, new AbortController().signal);
  return await Deno.open(arrival.path).catch(() => undefined);
}

interface Source {
  readonly file: Deno.FsFile;
  readonly part: Range;
  readonly arrival: Arrival | undefined;
  readonly sleep: Sleep;
}

/** Closes `file` at the end, or when the reader stops. */
function streamOf({ file, part, arrival, sleep }: Source): ReadableStream<Uint8Array> {
  const over = new AbortController();
  let at = part.start;
  const end = () => {
    if (over.signal.aborted) return;
    over.abort();
    file.close();
  };
  return new ReadableStream({
    start: async () => {
      await file.seek(part.start, Deno.SeekMode.Start);
    },
    pull: async (controller) => {
      if (arrival !== undefined) await waitFor(arrival, at, sleep, over.signal);
      if (over.signal.aborted) return;
      const limit = Math.min(part.end, arrival?.readable ?? part.end);
      const buffer = new Uint8Array(Math.max(Math.min(CHUNK_BYTES, limit - at), 0));
      const bytes = buffer.length === 0 ? 0 : await file.read(buffer).catch(() => 0) ?? 0;
      if (over.signal.aborted) return;
      at += bytes;
      if (bytes > 0) controller.enqueue(buffer.subarray(0, bytes));
      if (bytes > 0 && at < part.end) return;
      end();
      if (at === part.end) controller.close();
      else controller.error(new RangeError(`Bytes from ${at} on are not here`));
    },
    cancel: end,
  }, { highWaterMark: 0 });
}

/**
 * Until there is a byte at `offset`, or there has been none for too long, or nobody wants it any
 * more.
 */
async function waitFor(
  arrival: Arrival,
  offset: number,
  sleep: Sleep,
  isUnwanted: AbortSignal,
): Promise<void> {
  if (arrival.readable > offset) return;
  const patience = new AbortController();
  const signal = AbortSignal.any([isUnwanted, patience.signal]);
  void sleep(PLAYER_WAIT_MS, signal).then(() => patience.abort());
  await arrival.until(offset, signal);
  patience.abort();
}
