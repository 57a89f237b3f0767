/**
 * One chat connection with a welcome: lines in, lines out, heartbeat.
 * @module
 */
import type { Clock } from "../../../protocol/clock.ts";
import { errorFacts, ProtocolError } from "../../../protocol/errors.ts";
import { readLines, writeAll } from "../../../protocol/lines.ts";
import { MAX_SERVER_LINE_BYTES, SWEEP_MS } from "../../../protocol/limits.ts";
import { parseLine, type Request, ServerLine, type Welcome } from "../../../protocol/messages.ts";
import type { Wire } from "../../../protocol/wire.ts";
import { Failure, failureText, serverCode } from "../base/mod.ts";
import type { Dialer } from "../transport/mod.ts";
import { greet, type Introduction } from "./greeting.ts";
import { Pulse } from "./pulse.ts";

/** Why a connection ended. */
export interface ConnectionEnd {
  readonly code: string;
  readonly text: string;
  /** When the server asked to be tried again. */
  readonly retryInMs?: number | undefined;
}

export interface ConnectionOptions extends Omit<Introduction, "binding"> {
  readonly clock: Clock;
  readonly dialer: Dialer;
  /** Ends the attempt and the connection. */
  readonly signal: AbortSignal;
}

/** What a connection stands on when it was welcomed. */
interface Welcomed {
  readonly wire: Wire;
  readonly welcome: Welcome;
  /** What comes after the welcome. */
  readonly incoming: AsyncGenerator<string>;
  readonly pulse: Pulse;
}

/**
 * The first byte of an alert of TLS (RFC 8446, 5.1): what a server that encrypts says to a plain
 * hello.
 */
const TLS_ALERT = 0x15;

const encoder = new TextEncoder();

/** Pings are answered here; nobody else sees them. */
export class Connection {
  readonly welcome: Welcome;
  readonly #wire: Wire;
  readonly #incoming: AsyncGenerator<string>;
  readonly #pulse: Pulse;
  readonly #sweeper: ReturnType<typeof setInterval>;
  readonly #unfollow: () => void;
  readonly #closed = Promise.withResolvers<void>();
  #outgoing: string[] = [];
  #isWriting = false;
  #isBusy = false;
  #isClosed = false;
  #end: ConnectionEnd | undefined;

  private constructor({ wire, welcome, incoming, pulse }: Welcomed, signal: AbortSignal) {
    this.welcome = welcome;
    this.#wire = wire;
    this.#incoming = incoming;
    this.#pulse = pulse;
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
    const onAbort = () => this.close({ code: "left", text: "" });
    signal.addEventListener("abort", onAbort);
    this.#unfollow = () => signal.removeEventListener("abort", onAbort);
  }

  /**
   * Connects and waits for the `welcome`. @throws {Failure} of the network, the greeting, or the
   * server's refusal.
   */
  static async open(options: ConnectionOptions): Promise<Connection> {
    const { clock, dialer, hello, secrets, signal } = options;
    const wire = await dialer.dial(signal);
    const pulse = new Pulse(clock);
    const incoming = readLines({ read: readerOf(wire) }, {
      maxLineBytes: MAX_SERVER_LINE_BYTES,
      onBytes: () => pulse.heard(),
    });
    const introduction = { hello, secrets, binding: dialer.binding };
    const welcome = await greet(wire, incoming, introduction, signal);
    const connection = new Connection({ wire, welcome, incoming, pulse }, signal);
    // The server keeps a place only for those who have shown that the welcome reached them.
    connection.send({ type: "ping" });
    return connection;
  }

  /** Why {@linkcode lines} ended. */
  get end(): ConnectionEnd {
    return this.#end ?? { code: "connection_lost", text: failureText("connection_lost") };
  }

  /**
   * Yields what the server sends until the connection ends, for whatever reason; `end` tells. Types
   * not known are left out.
   */
  async *lines(): AsyncGenerator<ServerLine> {
    try {
      for await (const text of this.#incoming) {
        const line = parse(text);
        if (line === undefined || line.type === "pong") continue;
        if (line.type === "ping") this.send({ type: "pong" });
        else {
          this.#note(line);
          this.#isBusy = true;
          yield line;
          this.#isBusy = false;
        }
      }
    } catch (error) {
      if (error instanceof ProtocolError) {
        this.#end ??= { code: "server_misbehaved", text: error.message };
      }
      // Any other error is the end of the wire.
    } finally {
      this.close();
    }
  }

  /**
   * Sends `line`, together with whatever else is waiting. Never waits, never throws: a broken
   * connection ends `lines`.
   */
  send(line: Request): void {
    if (this.#isClosed) return;
    this.#outgoing.push(JSON.stringify(line) + "\n");
    if (!this.#isWriting) void this.#write();
  }

  /** Resolves when the connection is closed, by whichever side. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /** Idempotent. `end` is the reason unless there is one already. */
  close(end?: ConnectionEnd): void {
    this.#end ??= end;
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#sweeper);
    this.#unfollow();
    this.#wire.close();
    this.#closed.resolve();
  }

  /** Remembers what the server gives as the reason for the end that follows. */
  #note(line: ServerLine): void {
    const isClosing = line.type === "closing";
    if (isClosing || (line.type === "error" && errorFacts(line.code)?.fatal)) {
      this.#end = { ...line, code: serverCode(line.code) };
    }
  }

  #sweep(): void {
    const next = this.#pulse.next(this.#isBusy);
    if (next === "ping") this.send({ type: "ping" });
    if (next === "dead") this.close({ code: "server_silent", text: failureText("server_silent") });
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    try {
      while (this.#outgoing.length > 0 && !this.#isClosed) {
        const text = this.#outgoing.join("");
        this.#outgoing = [];
        await writeAll(this.#wire, encoder.encode(text));
      }
    } catch {
      // The reading side learns of the end, after the lines that are still to be read.
    } finally {
      this.#isWriting = false;
    }
  }
}

/**
 * Reads from `wire`; throws a {@linkcode Failure} `encrypted_only` if TLS is what is spoken there.
 */
function readerOf(wire: Wire): Wire["read"] {
  let isFirst = true;
  return async (buffer) => {
    const bytes = await wire.read(buffer);
    if (isFirst && bytes !== null && buffer[0] === TLS_ALERT) throw new Failure("encrypted_only");
    isFirst = false;
    return bytes;
  };
}

/** `undefined` for a type this version does not know. */
function parse(text: string): ServerLine | undefined {
  try {
    return parseLine(ServerLine, text);
  } catch (error) {
    if (error instanceof ProtocolError && error.code === "unknown_type") return undefined;
    throw error;
  }
}
