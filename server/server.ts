/**
 * A server: builds its parts, accepts connections, drains.
 * @module
 */
import { join } from "node:path";
import { ProtocolError } from "../protocol/errors.ts";
import { ExactReader } from "../protocol/exact_reader.ts";
import { encodeLine } from "../protocol/lines.ts";
import {
  DRAIN_MS,
  HELLO_TIMEOUT_MS,
  RESERVED_DESCRIPTORS,
  RETRY_SPREAD_MS,
  SWEEP_MS,
} from "../protocol/limits.ts";
import type { Hello } from "../protocol/messages.ts";
import { sleep } from "../protocol/sleep.ts";
import { acceptConnections } from "./accept.ts";
import { type Admission, Admissions } from "./admission.ts";
import { errorLine } from "./answers.ts";
import type { Observer } from "./events.ts";
import { Files } from "./files/files.ts";
import { Spool } from "./files/spool.ts";
import { Transfer } from "./files/transfer.ts";
import { closeQuietly, isNetworkError, readHello, refuse, StrangerError } from "./handshake.ts";
import { Log } from "./log.ts";
import type { Parts, Settings } from "./parts.ts";
import { type Clock, Presence } from "./presence.ts";
import { Room } from "./room/room.ts";
import { Session } from "./session.ts";
import { openDatabase } from "./store/database.ts";
import { Store } from "./store/store.ts";

/** Options of {@linkcode startServer}. */
export interface ServerOptions {
  readonly hostname: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** A folder that belongs to this server alone. */
  readonly dataFolder: string;
  readonly fsync: boolean;
  /** How many files and sockets the process may have open; `undefined` if not known. */
  readonly maxDescriptors: number | undefined;
  readonly settings: Settings;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly observe: Observer;
}

/** A running server. */
export interface Server {
  readonly address: Deno.NetAddr;
  /** Tells everybody, delivers what is owed for at most {@linkcode DRAIN_MS}, stores everything, and ends. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts a server. The port opens when the data is known to be sound.
 * @throws what listening and the file system throw, and `NewerSchemaError`.
 */
export function startServer(options: ServerOptions): Server {
  const { dataFolder, fsync, clock, observe, settings } = options;
  const db = openDatabase(join(dataFolder, "chat.db"), {
    fsync,
    onDamaged: (text) => observe({ type: "warning", text }),
    now: clock.date,
  });
  const store = new Store(db);
  try {
    const log = new Log(store, {
      now: clock.date,
      onError: (error) => observe({ type: "failure", error }),
    });
    const room = new Room(1, settings.room, store.entries.lastSeq(), store.entries);
    const sessions = new Map<number, Session>();
    const presence = new Presence(room, log, store, clock, observe);
    const spool = new Spool(join(dataFolder, "spool"));
    const files = new Files({
      settings,
      clock,
      observe,
      log,
      room,
      store,
      spool,
      sessionOf: (author) => sessions.get(author),
    });
    const listener = Deno.listen({ hostname: options.hostname, port: options.port });
    const parts: Parts = {
      settings,
      clock,
      observe,
      logId: store.logId,
      log,
      room,
      presence,
      files,
      sessions,
      startedAt: clock.now(),
    };
    return new RunningServer(parts, listener, store, options);
  } catch (error) {
    store[Symbol.dispose]();
    throw error;
  }
}

class RunningServer implements Server {
  readonly address: Deno.NetAddr;
  readonly #admissions: Admissions;
  readonly #stop = new AbortController();
  readonly #connections = new Set<Promise<void>>();
  readonly #unwelcomed = new Set<Deno.Conn>();
  readonly #transfers = new Set<Transfer>();
  readonly #sweeper: ReturnType<typeof setInterval>;
  #closed: Promise<void> | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly listener: Deno.TcpListener,
    private readonly store: Store,
    private readonly options: ServerOptions,
  ) {
    const { maxDescriptors = Infinity, settings, observe } = options;
    const affordable = Math.max(1, maxDescriptors - RESERVED_DESCRIPTORS);
    if (affordable < settings.maxClients) {
      const text = `The system allows this process ${affordable} connections at once`;
      observe({ type: "warning", text });
    }
    this.#admissions = new Admissions(affordable);
    this.address = listener.addr;
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
    this.#accept();
    observe({ type: "listening", address: format(this.address) });
  }

  close(): Promise<void> {
    return this.#closed ??= this.#drain();
  }

  async #accept(): Promise<void> {
    const { signal } = this.#stop;
    const onFailed = (error: unknown) =>
      this.parts.observe({ type: "warning", text: `Cannot accept a connection: ${String(error)}` });
    for await (const conn of acceptConnections(this.listener, { signal, sleep, onFailed })) {
      const served = this.#serve(conn).finally(() => this.#connections.delete(served));
      this.#connections.add(served);
    }
  }

  async #serve(conn: Deno.TcpConn): Promise<void> {
    const address = conn.remoteAddr as Deno.NetAddr;
    const admission = this.#admissions.admit(address.hostname, () => closeQuietly(conn));
    if (admission === "server_full") {
      return await refuse(conn, encodeLine(errorLine("server_full")));
    }
    this.#unwelcomed.add(conn);
    const deadline = new AbortController();
    try {
      conn.setNoDelay(true);
      const reader = new ExactReader(conn);
      const late = sleep(HELLO_TIMEOUT_MS, deadline.signal).then(() => {
        if (!deadline.signal.aborted) throw new ProtocolError("hello_timeout");
        return undefined;
      });
      const hello = await Promise.race([readHello(reader), late]);
      deadline.abort();
      if (hello === undefined) return;
      await this.#welcome(conn, reader, hello, admission);
    } catch (error) {
      await this.#refuse(conn, error);
    } finally {
      deadline.abort();
      this.#unwelcomed.delete(conn);
      admission.release();
      closeQuietly(conn);
    }
  }

  async #welcome(
    conn: Deno.Conn,
    reader: ExactReader,
    hello: Hello,
    admission: Admission,
  ): Promise<void> {
    if (hello.role === "transfer") {
      const transfer = new Transfer(this.parts, conn, reader);
      this.#transfers.add(transfer);
      try {
        admission.settle();
        this.#unwelcomed.delete(conn);
        return await transfer.run(hello);
      } finally {
        this.#transfers.delete(transfer);
      }
    }
    if (this.parts.sessions.size >= this.parts.settings.maxClients) {
      throw new ProtocolError("server_full");
    }
    const session = new Session(this.parts, conn, format(conn.remoteAddr as Deno.NetAddr));
    await session.join(hello);
    admission.settle();
    this.#unwelcomed.delete(conn);
    await session.serve(reader.takeRest());
  }

  async #refuse(conn: Deno.Conn, error: unknown): Promise<void> {
    const { observe } = this.parts;
    const address = format(conn.remoteAddr as Deno.NetAddr);
    if (error instanceof StrangerError) {
      observe({ type: "refused", address, code: "bad_frame" });
      return await refuse(conn, error.answer);
    }
    if (error instanceof ProtocolError) {
      observe({ type: "refused", address, code: error.code });
      return await refuse(conn, encodeLine(errorLine(error.code, error.message)));
    }
    if (isNetworkError(error)) return;
    observe({ type: "failure", error });
    await refuse(conn, encodeLine(errorLine("internal")));
  }

  #sweep(): void {
    const now = this.parts.clock.now();
    for (const session of this.parts.sessions.values()) session.sweep(now);
    for (const transfer of this.#transfers) transfer.sweep(now);
    this.parts.presence.sweep();
    this.parts.files.sweep();
  }

  async #drain(): Promise<void> {
    const { log, sessions, observe } = this.parts;
    observe({ type: "stopping" });
    this.#stop.abort();
    this.listener.close();
    clearInterval(this.#sweeper);
    for (const conn of this.#unwelcomed) closeQuietly(conn);
    log.flush();
    for (const session of sessions.values()) {
      session.close("shutting_down", Math.round(this.options.random() * RETRY_SPREAD_MS));
    }
    for (const transfer of this.#transfers) transfer.stop();
    const deadline = new AbortController();
    await Promise.race([
      Promise.allSettled(this.#connections),
      sleep(DRAIN_MS, deadline.signal),
    ]);
    deadline.abort();
    for (const session of sessions.values()) session.cut();
    await Promise.allSettled(this.#connections);
    log.flush();
    this.store[Symbol.dispose]();
  }
}

/** `address` as `host:port`. */
function format({ hostname, port }: Deno.NetAddr): string {
  return hostname.includes(":") ? `[${hostname}]:${port}` : `${hostname}:${port}`;
}
