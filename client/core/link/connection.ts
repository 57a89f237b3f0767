/**
 * One chat connection: hello, lines in, lines out, heartbeat.
 * @module
 */
import type { Clock } from "../../../protocol/clock.ts";
import { errorFacts, ProtocolError } from "../../../protocol/errors.ts";
import { readLines, writeAll } from "../../../protocol/lines.ts";
import {
  DEAD_AFTER_MS,
  HELLO_TIMEOUT_MS,
  MAX_SERVER_LINE_BYTES,
  SWEEP_MS,
} from "../../../protocol/limits.ts";
import { parseLine, type Request, ServerLine, type Welcome } from "../../../protocol/messages.ts";
import type { Wire } from "../../../protocol/wire.ts";
import { Failure, failureText, serverCode } from "../base/mod.ts";
import { readGreeting } from "./greeting.ts";
import { heartbeat } from "./heartbeat.ts";
import { prove, type Secrets } from "./prove.ts";
import type { Dialer } from "../transport/mod.ts";
import { SleepWatch } from "./sleep_watch.ts";

/**
 * Time for the server to answer a machine that was asleep: a slow network's round trip, several
 * times.
 */
const AWAKE_ANSWER_MS = 5_000;

/** Why a connection ended. */
export interface ConnectionEnd {
  readonly code: string;
  readonly text: string;
  /** When the server asked to be tried again. */
  readonly retryInMs?: number | undefined;
}

export interface ConnectionOptions {
  readonly clock: Clock;
  readonly dialer: Dialer;
  /** The fields of the `hello`. */
  readonly hello: object;
  /** What the server may ask to be proved. */
  readonly secrets: Secrets;
  /** Ends the attempt and the connection. */
  readonly signal: AbortSignal;
}

/** The first byte of an alert of TLS (RFC 8446, 5.1): what a server that encrypts says to a plain hello. */
const TLS_ALERT = 0x15;

const encoder = new TextEncoder();

/** A connection with a `welcome`. Pings are answered here; nobody else sees them. */
export class Connection {
  readonly #wire: Wire;
  readonly #clock: Clock;
  readonly #incoming: AsyncGenerator<string>;
  readonly #sweeper: ReturnType<typeof setInterval>;
  readonly #unfollow: () => void;
  #welcome: Welcome | undefined;
  #outgoing: string[] = [];
  #writing: Promise<void> | undefined;
  #heardAtMs: number;
  #pinged = false;
  #deadAfterMs = DEAD_AFTER_MS;
  readonly #sleepWatch: SleepWatch;
  #isBusy = false;
  #end: ConnectionEnd | undefined;
  #isClosed = false;
  readonly #closed = Promise.withResolvers<void>();

  private constructor(wire: Wire, options: ConnectionOptions) {
    this.#wire = wire;
    this.#clock = options.clock;
    this.#heardAtMs = this.#clock.monotonic();
    this.#sleepWatch = new SleepWatch(this.#clock);
    this.#incoming = readLines({ read: (buffer) => this.#read(buffer) }, {
      maxLineBytes: MAX_SERVER_LINE_BYTES,
      onBytes: () => this.#heard(),
    });
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
    const onAbort = () => this.close({ code: "left", text: "" });
    options.signal.addEventListener("abort", onAbort);
    this.#unfollow = () => options.signal.removeEventListener("abort", onAbort);
  }

  /** Connects and waits for the `welcome`. @throws {Failure} of the network, the greeting, or the server's refusal. */
  static async open(options: ConnectionOptions): Promise<Connection> {
    const connection = new Connection(await options.dialer.dial(options.signal), options);
    try {
      await connection.#greet(options);
      // The server keeps a place only for those who have shown that the welcome reached them.
      connection.send({ type: "ping" });
      return connection;
    } catch (error) {
      connection.close();
      if (options.signal.aborted) throw new Failure("left");
      throw error;
    }
  }

  get welcome(): Welcome {
    return this.#welcome as Welcome;
  }

  /** Why {@linkcode lines} ended. */
  get end(): ConnectionEnd {
    return this.#end ?? { code: "connection_lost", text: failureText("connection_lost") };
  }

  /** Yields what the server sends until the connection ends, for whatever reason; `end` tells. Types not known are left out. */
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
      // Any other error is the end of the socket.
    } finally {
      this.close();
    }
  }

  /** Sends `line`, together with whatever else is waiting. Never waits, never throws: a broken connection ends `lines`. */
  send(line: Request): void {
    if (this.#isClosed) return;
    this.#outgoing.push(JSON.stringify(line) + "\n");
    this.#writing ??= this.#write();
  }

  /** Resolves when everything sent was handed to the system, or the connection ended. */
  async flushed(): Promise<void> {
    await this.#writing;
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

  async #greet({ hello, secrets, dialer }: ConnectionOptions): Promise<void> {
    const timer = setTimeout(
      () => this.close({ code: "timeout", text: failureText("timeout") }),
      HELLO_TIMEOUT_MS,
    );
    try {
      await writeAll(this.#wire, encoder.encode(JSON.stringify(hello) + "\n"));
      for (;;) {
        const { value, done } = await this.#incoming.next();
        const greeting = readGreeting(done ? undefined : value);
        if (greeting.type === "welcome") {
          this.#welcome = greeting;
          return;
        }
        const proof = await prove(greeting, secrets, dialer.binding);
        await writeAll(this.#wire, encoder.encode(JSON.stringify(proof) + "\n"));
      }
    } catch (error) {
      if (this.#end !== undefined) throw new Failure(this.#end.code);
      if (error instanceof Failure) throw error;
      throw new Failure(error instanceof ProtocolError ? "not_a_chat_server" : "closed_at_once");
    } finally {
      clearTimeout(timer);
    }
  }

  async #read(buffer: Uint8Array): Promise<number | null> {
    const bytes = await this.#wire.read(buffer);
    const isFirst = this.#welcome === undefined;
    if (isFirst && bytes !== null && buffer[0] === TLS_ALERT) throw new Failure("encrypted_only");
    return bytes;
  }

  /** Remembers what the server gives as the reason for the end that follows. */
  #note(line: ServerLine): void {
    const isClosing = line.type === "closing";
    if (isClosing || (line.type === "error" && errorFacts(line.code)?.fatal)) {
      this.#end = { ...line, code: serverCode(line.code) };
    }
  }

  #heard(): void {
    this.#heardAtMs = this.#clock.monotonic();
    this.#pinged = false;
    this.#deadAfterMs = DEAD_AFTER_MS;
  }

  /** The machine was asleep: the server may have given us up, which nothing but silence tells. */
  #suspect(): void {
    this.#heardAtMs = this.#clock.monotonic();
    this.#pinged = true;
    this.#deadAfterMs = AWAKE_ANSWER_MS;
    this.send({ type: "ping" });
  }

  #sweep(): void {
    if (this.#sleepWatch.hasSlept()) return this.#suspect();
    // While the front end is behind, it is we who do not read.
    if (this.#isBusy) return this.#heard();
    const action = heartbeat(
      this.#clock.monotonic() - this.#heardAtMs,
      this.#pinged,
      this.#deadAfterMs,
    );
    if (action === "dead") {
      this.close({ code: "server_silent", text: failureText("server_silent") });
    } else if (action === "ping") {
      this.#pinged = true;
      this.send({ type: "ping" });
    }
  }

  async #write(): Promise<void> {
    try {
      while (this.#outgoing.length > 0 && !this.#isClosed) {
        const text = this.#outgoing.join("");
        this.#outgoing = [];
        await writeAll(this.#wire, encoder.encode(text));
      }
    } catch {
      // The reading side learns of the end, after the lines that are still to be read.
    } finally {
      this.#writing = undefined;
    }
  }
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
