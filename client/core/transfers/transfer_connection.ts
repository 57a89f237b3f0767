/**
 * One transfer connection (PROTOCOL.md, Transfers): the lines around the bytes, and the bytes.
 * @module
 */
import type { z } from "zod";
import { ProtocolError } from "../../../protocol/errors.ts";
import { ExactReader } from "../../../protocol/exact_reader.ts";
import { encodeLine, writeAll } from "../../../protocol/lines.ts";
import { MAX_HELLO_LINE_BYTES, PROTOCOL_VERSION, SWEEP_MS } from "../../../protocol/limits.ts";
import { Digest, Go, parseTransferLine, Verdict } from "../../../protocol/messages.ts";
import type { Wire } from "../../../protocol/wire.ts";
import { Failure } from "../base/mod.ts";
import type { Dialer } from "../transport/mod.ts";

/**
 * No byte of a transfer moved for so long: its client says so, connects again and goes on, long
 * before the server gives up.
 */
const TRANSFER_QUIET_MS = 10_000;

type GoLine = z.infer<typeof Go>;

/**
 * A connection for one ticket. Every method throws a {@linkcode Failure}: what the server said,
 * `connection_lost`, or `transfer_stalled` when no byte has moved for too long.
 */
export class TransferConnection implements Disposable {
  readonly #wire: Wire;
  readonly #reader: ExactReader;
  readonly #sweeper: ReturnType<typeof setInterval>;
  readonly #signal: AbortSignal;
  readonly #onAbort = () => this[Symbol.dispose]();
  #quietMs = 0;
  #isStalled = false;
  #isClosed = false;

  private constructor(wire: Wire, signal: AbortSignal) {
    this.#wire = wire;
    this.#signal = signal;
    this.#reader = new ExactReader({
      read: async (buffer) => {
        const bytes = await wire.read(buffer);
        this.#quietMs = 0;
        return bytes;
      },
    });
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
    signal.addEventListener("abort", this.#onAbort);
  }

  /** Connects and says hello; {@linkcode readGo} comes next. `signal` closes it. */
  static async open(
    dialer: Dialer,
    ticket: string,
    offset: number,
    signal: AbortSignal,
  ): Promise<TransferConnection> {
    const connection = new TransferConnection(await dialer.dial(signal), signal);
    try {
      const hello = { type: "hello", protocol: PROTOCOL_VERSION, role: "transfer", ticket, offset };
      await connection.send(encodeLine(hello));
      return connection;
    } catch (error) {
      connection[Symbol.dispose]();
      throw error;
    }
  }

  readGo(): Promise<GoLine> {
    return this.#readLine(Go);
  }

  async readDigest(): Promise<string> {
    return (await this.#readLine(Digest)).sha256;
  }

  readVerdict(): Promise<Verdict> {
    return this.#readLine(Verdict);
  }

  /** All of `bytes`. */
  send(bytes: Uint8Array): Promise<void> {
    return this.#guard(writeAll({
      write: async (part) => {
        const written = await this.#wire.write(part);
        this.#quietMs = 0;
        return written;
      },
    }, bytes));
  }

  sendLine(line: object): Promise<void> {
    return this.send(encodeLine(line));
  }

  /** How many bytes came into `buffer`: at least one. */
  async receive(buffer: Uint8Array): Promise<number> {
    const bytes = await this.#guard(this.#reader.readBytes(buffer));
    if (bytes === null) throw new Failure("connection_lost");
    return bytes;
  }

  /** Idempotent. */
  [Symbol.dispose](): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#sweeper);
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#wire.close();
  }

  async #readLine<T>(schema: z.ZodType<T>): Promise<T> {
    const line = await this.#guard(this.#reader.readLine(MAX_HELLO_LINE_BYTES));
    if (line === undefined) throw new Failure("connection_lost");
    try {
      return parseTransferLine(schema, line);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      const isOurs = error.code === "bad_request" || error.code === "unknown_type";
      throw new Failure(isOurs ? "server_misbehaved" : error.code, error.message);
    }
  }

  async #guard<T>(operation: Promise<T>): Promise<T> {
    // The time between two operations is ours, not the peer's.
    this.#quietMs = 0;
    try {
      return await operation;
    } catch (error) {
      if (error instanceof ProtocolError) throw new Failure(error.code);
      if (this.#signal.aborted) throw new Failure("cancelled");
      throw new Failure(this.#isStalled ? "transfer_stalled" : "connection_lost");
    }
  }

  #sweep(): void {
    this.#quietMs += SWEEP_MS;
    if (this.#quietMs < TRANSFER_QUIET_MS) return;
    this.#isStalled = true;
    this[Symbol.dispose]();
  }
}
