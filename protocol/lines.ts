/**
 * The one place that turns a connection into lines and lines into bytes (PROTOCOL.md, Framing).
 * @module
 */
import { lineTooLong, ProtocolError } from "./errors.ts";

const NEWLINE = 0x0a;
/**
 * A waiting read holds its buffer, so an idle connection has a small one; it grows while reads fill
 * it.
 */
const SMALL_READ_BYTES = 2 * 1024;
const LARGE_READ_BYTES = 64 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What lines are read from; a `Deno.Conn` is one. */
export interface ByteSource {
  read(buffer: Uint8Array): Promise<number | null>;
}

/** What lines are written to; a `Deno.Conn` is one. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<number>;
}

/** `line` as it travels. */
export function encodeLine(line: object): Uint8Array<ArrayBuffer> {
  return encoder.encode(JSON.stringify(line) + "\n");
}

/** Writes all of `bytes`: a socket may take fewer than it was given. */
export async function writeAll(sink: ByteSink, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await sink.write(bytes.subarray(at));
}

/** Cuts a stream of bytes, however it is split, into lines. Does no I/O. */
export class LineDecoder {
  #pending = new Uint8Array(256);
  #pendingBytes = 0;

  /** `maxLineBytes` counts the line break. */
  constructor(private readonly maxLineBytes: number) {}

  /**
   * Takes the next bytes and yields the lines that they complete, without their line breaks; empty
   * lines are left out. `chunk` is not kept.
   * @throws {ProtocolError} `line_too_long` as soon as a line cannot end in time; `bad_frame` for a
   * line that is not UTF-8. The lines before it have been yielded.
   */
  *push(chunk: Uint8Array): Generator<string> {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      let start = 0;
      if (this.#pendingBytes > 0) {
        start = chunk.indexOf(NEWLINE) + 1;
        this.#keep(chunk.subarray(0, start));
        const line = this.#pending.subarray(0, this.#pendingBytes);
        this.#pendingBytes = 0;
        this.#check(line.length);
        yield* significant([decodeUtf8(line.subarray(0, -1))]);
      }
      yield* this.#linesOf(chunk.subarray(start, end));
    }
    this.#keep(chunk.subarray(end));
    // A line of this length has no room for its line break any more.
    if (this.#pendingBytes >= this.maxLineBytes) throw lineTooLong(this.maxLineBytes);
  }

  /** `block` ends with a line break. One call decodes all of its lines. */
  *#linesOf(block: Uint8Array): Generator<string> {
    if (block.length === 0) return;
    let text: string | undefined;
    if (block.length <= this.maxLineBytes) {
      try {
        text = decodeUtf8(block.subarray(0, -1));
      } catch {
        // One of the lines is not UTF-8. The lines before it count.
      }
    }
    if (text !== undefined) return yield* significant(text.split("\n"));
    for (let start = 0; start < block.length;) {
      const next = block.indexOf(NEWLINE, start) + 1;
      this.#check(next - start);
      yield* significant([decodeUtf8(block.subarray(start, next - 1))]);
      start = next;
    }
  }

  #check(lineBytes: number): void {
    if (lineBytes > this.maxLineBytes) throw lineTooLong(this.maxLineBytes);
  }

  #keep(bytes: Uint8Array): void {
    const needed = this.#pendingBytes + bytes.length;
    if (needed > this.#pending.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#pending.length));
      larger.set(this.#pending.subarray(0, this.#pendingBytes));
      this.#pending = larger;
    }
    this.#pending.set(bytes, this.#pendingBytes);
    this.#pendingBytes = needed;
  }
}

/** `lines` without the `\r` before a line break, and without the empty ones. */
function* significant(lines: readonly string[]): Generator<string> {
  for (const line of lines) {
    const bare = withoutReturn(line);
    if (bare !== "") yield bare;
  }
}

/** `line` without a `\r` at its end. */
export function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** @throws {ProtocolError} `bad_frame` if `bytes` are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ProtocolError("bad_frame", "A line is not UTF-8");
  }
}

/** Options of {@linkcode readLines}. */
export interface ReadLinesOptions {
  /** Longest line in bytes, its line break included. */
  readonly maxLineBytes: number;
  /** Bytes that were read from the source already. */
  readonly first?: Uint8Array;
  /** Told how many bytes arrived, before they are looked at. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Yields the lines that arrive on `source` until the peer stops sending; an unfinished last line is
 * dropped. Leaving the loop does not close the source.
 * @throws {ProtocolError} as {@linkcode LineDecoder.push}; and whatever reading throws.
 */
export async function* readLines(
  source: ByteSource,
  options: ReadLinesOptions,
): AsyncGenerator<string> {
  for await (const lines of readLineGroups(source, options)) yield* lines;
}

/**
 * The same in groups of lines that arrived together, each to be gone through before the next one is
 * asked for: a turn of the loop for each read instead of one for each line.
 */
export async function* readLineGroups(
  source: ByteSource,
  options: ReadLinesOptions,
): AsyncGenerator<Iterable<string>> {
  const lines = new LineDecoder(options.maxLineBytes);
  if (options.first !== undefined) yield lines.push(options.first);
  let buffer = new Uint8Array(SMALL_READ_BYTES);
  for (;;) {
    const bytes = await source.read(buffer);
    if (bytes === null) return;
    options.onBytes?.(bytes);
    yield lines.push(buffer.subarray(0, bytes));
    if (bytes === buffer.length && bytes < LARGE_READ_BYTES) buffer = new Uint8Array(2 * bytes);
    else if (bytes < SMALL_READ_BYTES / 2 && buffer.length > SMALL_READ_BYTES) {
      buffer = new Uint8Array(SMALL_READ_BYTES);
    }
  }
}
