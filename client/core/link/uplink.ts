/**
 * The link of a client to its server: one connection at a time, for as long as somebody wants it.
 * @module
 */
import type { Clock } from "../../../protocol/clock.ts";
import { DRAIN_MS } from "../../../protocol/limits.ts";
import type { ServerLine } from "../../../protocol/messages.ts";
import { Failure, type Surroundings } from "../base/mod.ts";
import type { Dialer } from "../transport/mod.ts";
import { Connection, type ConnectionEnd } from "./connection.ts";
import type { LinkState } from "./link.ts";
import type { Secrets } from "./prove.ts";
import { runLink } from "./run_link.ts";

/** Whoever uses the link; is told everything in order. */
export interface LinkUser {
  /** The fields of the next `hello`. */
  hello(): object;
  /** Told of every state before it is acted on. */
  changed(state: LinkState): void;
  /** The server has said welcome on `connection`. */
  welcomed(connection: Connection): void;
  /** The next line is read when the promise resolves. */
  received(line: ServerLine): Promise<void> | undefined;
  /** The connection has ended; another one may follow. */
  lost(end: ConnectionEnd): void;
}

/** Options of {@linkcode Uplink}. */
export interface UplinkOptions extends Pick<Surroundings, "random" | "sleep"> {
  readonly clock: Clock;
  readonly dialer: Dialer;
  readonly secrets: Secrets;
  /** How long to try to come back after a lost connection; `Infinity`: for ever; 0: not at all. */
  readonly reconnectMs: number;
  readonly user: LinkUser;
  /**
   * Ends the link when it is aborted; aborted, with a {@linkcode Failure} `left`, when the link has
   * ended.
   */
  readonly over: AbortController;
}

/** Runs from the moment it is made until it is left or closed for good. */
export class Uplink {
  /** Resolves when nothing runs any more. */
  readonly closed: Promise<void>;
  readonly #options: UplinkOptions;
  #connection: Connection | undefined;
  #state: LinkState["kind"] = "connecting";
  #pause = new AbortController();

  constructor(options: UplinkOptions) {
    this.#options = options;
    this.closed = this.#run();
  }

  /** Is there a connection with a welcome? */
  get isUp(): boolean {
    return this.#connection !== undefined;
  }

  /** Is the link closed for good? */
  get isClosed(): boolean {
    return this.#state === "closed";
  }

  /** Ends the pause between two attempts to come back, if there is one. */
  retryNow(): void {
    this.#pause.abort();
  }

  /**
   * Says goodbye if there is a connection, and ends the link. Resolves when nothing runs any more.
   * `said` is called if the server was told. Idempotent.
   */
  async leave(said: () => void): Promise<void> {
    const connection = this.#connection;
    const { over, sleep } = this.#options;
    if (connection !== undefined && !over.signal.aborted) {
      connection.send({ type: "leave" });
      const gone = new AbortController();
      const patience = sleep(DRAIN_MS, gone.signal);
      await Promise.race([connection.closed, patience]);
      gone.abort();
      said();
    }
    over.abort(new Failure("left"));
    await this.closed;
  }

  async #run(): Promise<void> {
    const { clock, over, random, reconnectMs, sleep, user } = this.#options;
    await runLink({
      signal: over.signal,
      open: () => this.#open(),
      use: (connection) => this.#use(connection),
      onState: (state) => {
        this.#state = state.kind;
        user.changed(state);
      },
      clock,
      sleep: (ms, signal) => {
        this.#pause = new AbortController();
        return sleep(ms, AbortSignal.any([signal, this.#pause.signal]));
      },
      random,
      reconnectMs,
    });
    over.abort(new Failure("left"));
  }

  #open(): Promise<Connection> {
    const { clock, dialer, secrets, user, over: { signal } } = this.#options;
    return Connection.open({ dialer, hello: user.hello(), secrets, clock, signal });
  }

  async #use(connection: Connection): Promise<ConnectionEnd> {
    const { user } = this.#options;
    this.#connection = connection;
    user.welcomed(connection);
    for await (const line of connection.lines()) {
      const isTaken = user.received(line);
      if (isTaken !== undefined) await isTaken;
    }
    this.#connection = undefined;
    user.lost(connection.end);
    return connection.end;
  }
}
