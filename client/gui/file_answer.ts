/**
 * A file of this machine as an answer to a browser.
 * @module
 */
import { CHUNK_BYTES } from "../../protocol/limits.ts";
import { harmlessHeaders } from "./headers.ts";
import { parseRange, type Range } from "./range.ts";

/** The bytes that `request` asks for of the file at `path`; 404 if it is gone. */
export async function answerFile(
  request: Request,
  path: string,
  contentType: string | undefined,
): Promise<Response> {
  const file = await Deno.open(path).catch(() => undefined);
  if (file === undefined) {
    return new Response("Not found", { status: 404, headers: harmlessHeaders() });
  }
  const { size } = await file.stat();
  const range = parseRange(request.headers.get("range"), size);
  const headers = harmlessHeaders(contentType ?? "application/octet-stream");
  headers.set("accept-ranges", "bytes");
  // What is not known to be a film or a sound is never shown by itself, wherever its address is opened.
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
  const body = ReadableStream.from(readPart(file, part));
  return new Response(body, { status: range === "whole" ? 200 : 206, headers });
}

/** Closes `file` at the end, or when the reader stops. */
async function* readPart(file: Deno.FsFile, { start, end }: Range): AsyncGenerator<Uint8Array> {
  using _ = file;
  await file.seek(start, Deno.SeekMode.Start);
  for (let at = start; at < end;) {
    const buffer = new Uint8Array(Math.min(CHUNK_BYTES, end - at));
    const bytes = await file.read(buffer);
    if (bytes === null) return;
    at += bytes;
    yield buffer.subarray(0, bytes);
  }
}
