/**
 * Lines and raw bytes in turn, each read exactly: hellos and transfer connections (PROTOCOL.md,
 * Transfers).
 * @module
 */
import { lineTooLong } from "./errors.ts";
import { type ByteSource, decodeUtf8, withoutReturn } from "./lines.ts";

const NEWLINE = 0x0a;

/**
 * Reads single lines and raw bytes from one source, in whatever order the protocol says, and never
 * takes too much.
 */
export class ExactReader {
  /** Read from the source but not handed out yet. */
  #ahead = new Uint8Array();

  constructor(private readonly source: ByteSource) {}

  /** The next byte, which stays where it is; `undefined` at the end. */
  async peekByte(): Promise<number | undefined> {
    if (this.#ahead.length === 0) {
      const buffer = new Uint8Array(512);
      const bytes = await this.source.read(buffer);
      if (bytes === null) return undefined;
      this.#ahead = buffer.subarray(0, bytes);
    }
    return this.#ahead[0];
  }

  /**
   * The next line that is not empty, without its line break, or `undefined` when the peer has
   * stopped sending.
   * @throws {ProtocolError} `line_too_long` if it has more than `maxBytes` with its line break,
   * `bad_frame` if it is not UTF-8; and whatever reading throws.
   */
  async readLine(maxBytes: number): Promise<string | undefined> {
    for (let searched = 0;;) {
      const end = this.#ahead.indexOf(NEWLINE, searched);
      if (end >= maxBytes || (end < 0 && this.#ahead.length >= maxBytes)) {
        throw lineTooLong(maxBytes);
      }
      if (end >= 0) {
        const line = withoutReturn(decodeUtf8(this.#ahead.subarray(0, end)));
        this.#ahead = this.#ahead.subarray(end + 1);
        searched = 0;
        if (line !== "") return line;
        continue;
      }
      searched = this.#ahead.length;
      const buffer = new Uint8Array(searched + maxBytes);
      buffer.set(this.#ahead);
      const bytes = await this.source.read(buffer.subarray(searched));
      if (bytes === null) return undefined;
      this.#ahead = buffer.subarray(0, searched + bytes);
    }
  }

  /** Raw bytes into `buffer`: how many, at least one, or `null` at the end. */
  async readBytes(buffer: Uint8Array): Promise<number | null> {
    if (this.#ahead.length === 0) return await this.source.read(buffer);
    const bytes = Math.min(this.#ahead.length, buffer.length);
    buffer.set(this.#ahead.subarray(0, bytes));
    this.#ahead = this.#ahead.subarray(bytes);
    return bytes;
  }

  /** What was read from the source but not handed out; the reader forgets it. */
  takeRest(): Uint8Array {
    const rest = this.#ahead;
    this.#ahead = new Uint8Array();
    return rest;
  }
}
