/**
 * A server: builds its parts, keeps its deadlines, drains.
 * @module
 */
import { join } from "node:path";
import { formatAddress } from "../protocol/address.ts";
import { sha256 } from "../protocol/certificate.ts";
import { ACCEPT_BACKLOG, RETRY_SPREAD_MS, SWEEP_MS } from "../protocol/limits.ts";
import { sleep } from "../protocol/sleep.ts";
import { Authentication, type Password } from "./door/authentication.ts";
import type { Certificate } from "./process/certificate.ts";
import { Archive } from "./rooms/archive.ts";
import { Budgets } from "./session/budgets.ts";
import { Connections } from "./door/connections.ts";
import type { CrashPoint } from "./store/crash_points.ts";
import type { Observer } from "./base/events.ts";
import { Files } from "./files/files.ts";
import { Spool } from "./files/spool.ts";
import { Log } from "./log/log.ts";
import type { Parts, Settings } from "./parts.ts";
import { Moderation } from "./rooms/moderation.ts";
import type { Facts } from "./monitoring/metrics.ts";
import { OwnedNames } from "./rooms/names.ts";
import type { Clock } from "./base/clock.ts";
import { Presence } from "./rooms/presence.ts";
import { PrivateRooms } from "./rooms/private_rooms.ts";
import { Room } from "./rooms/room.ts";
import type { Session } from "./session/session.ts";
import { openDatabase, reopenDatabase } from "./store/database.ts";
import { Traffic } from "./base/traffic.ts";
import { Store } from "./store/store.ts";

/** Options of {@linkcode startServer}. */
export interface ServerOptions {
  readonly hostname: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** A folder that belongs to this server alone. */
  readonly dataFolder: string;
  /** What connections are encrypted with; `undefined` if they are not. */
  readonly certificate: Certificate | undefined;
  /** Without it, everybody may come in. */
  readonly password: Password | undefined;
  readonly settings: Settings;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly observe: Observer;
  /** Told how many ms a commit took, from its oldest request. */
  readonly onCommitted?: (ms: number) => void;
  /** Called at the moments of every transaction at which tests may want the process to end. */
  readonly passing?: ((point: CrashPoint) => void) | undefined;
}

/** What a running server counts. */
export type ServerFacts = Omit<Facts, "memoryBytes" | "descriptors">;

/** A running server. */
export interface Server {
  readonly address: Deno.NetAddr;
  /** What makes the first operator; `undefined` when there is one. */
  readonly operatorToken: string | undefined;
  /** Its numbers at this moment. */
  facts(): ServerFacts;
  /** Tells everybody, delivers what is owed for at most {@linkcode DRAIN_MS}, stores everything, and ends. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts a server. The port opens when the data is known to be sound.
 * @throws what listening and the file system throw, and `NewerSchemaError`.
 */
export function startServer(options: ServerOptions): Server {
  const { dataFolder, clock, observe, settings, certificate, password } = options;
  const path = join(dataFolder, "chat.db");
  const db = openDatabase(path, {
    fsync: settings.fsync,
    onDamaged: (text) => observe({ type: "warning", text }),
    now: clock.date,
  });
  const store = new Store(db, options.passing, () => reopenDatabase(path, settings));
  try {
    const traffic = new Traffic();
    const log = new Log(store, {
      now: clock.date,
      onError: (error) => observe({ type: "failure", error }),
      onStorage: (trouble) => observe({ type: "warning", text: storageText(trouble) }),
      onCommitted: (ms, deliveries) => {
        traffic.deliveries += deliveries;
        options.onCommitted?.(ms);
      },
    });
    const room = new Room(1, settings.room, store.entries.lastSeq(), store.entries);
    const sessions = new Map<number, Session>();
    const names = new OwnedNames(store.names, () => clock.date().getTime());
    const presence = new Presence({ room, log, store, clock, observe, names });
    const spool = new Spool(join(dataFolder, "spool"));
    const files = new Files({
      settings,
      clock,
      observe,
      log,
      room,
      store,
      spool,
      traffic,
      sessionOf: (author) => sessions.get(author),
    });
    const address = { hostname: options.hostname, port: options.port, tcpBacklog: ACCEPT_BACKLOG };
    const listener = certificate === undefined
      ? Deno.listen(address)
      : Deno.listenTls({ ...address, cert: certificate.cert, key: certificate.key });
    const wallClock = () => clock.date().getTime();
    const moderation = new Moderation(store.moderation, settings.operators, wallClock);
    const binding = certificate === undefined ? new Uint8Array() : sha256(certificate.der);
    const authentication = new Authentication({
      password,
      requireIdentity: settings.requireIdentity,
      binding,
      now: clock.now,
      sleep,
    });
    const parts: Parts = {
      settings,
      clock,
      observe,
      logId: store.logId,
      log,
      room,
      privateRooms: new PrivateRooms(store),
      archive: new Archive(store),
      presence,
      names,
      authentication,
      moderation,
      files,
      sessions,
      binding,
      traffic,
      budgets: new Budgets(settings.limits),
      startedAt: clock.now(),
    };
    return new RunningServer(parts, listener, store, options);
  } catch (error) {
    store[Symbol.dispose]();
    throw error;
  }
}

function storageText(trouble: unknown): string {
  if (trouble === undefined) return "The database can be written again";
  const what = trouble instanceof Error ? trouble.message : String(trouble);
  return `The database cannot be written (${what}): whoever says something is told`;
}

class RunningServer implements Server {
  readonly address: Deno.NetAddr;
  readonly #connections: Connections;
  readonly #sweeper: ReturnType<typeof setInterval>;
  #closed: Promise<void> | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly listener: Deno.TcpListener | Deno.TlsListener,
    private readonly store: Store,
    private readonly options: ServerOptions,
  ) {
    this.address = listener.addr as Deno.NetAddr;
    this.#connections = new Connections(parts);
    this.#connections.acceptFrom(listener);
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
    const { hostname: host, port } = this.address;
    const address = formatAddress({ host, port });
    const fingerprint = options.certificate?.fingerprint;
    parts.observe({ type: "listening", address, fingerprint });
  }

  get operatorToken(): string | undefined {
    return this.parts.moderation.token;
  }

  facts(): ServerFacts {
    const { room, sessions, log, files, traffic } = this.parts;
    const totals = files.totals();
    return {
      members: room.members.presentCount,
      connections: sessions.size,
      sockets: this.#connections.socketCount,
      transfers: this.#connections.transferCount,
      entries: log.lastSeq,
      files: totals.files,
      fileBytes: totals.bytes,
      sentBytes: traffic.sentBytes,
      deliveries: traffic.deliveries,
      limited: traffic.limited,
      refusedRequests: traffic.refusedRequests,
    };
  }

  close(): Promise<void> {
    return this.#closed ??= this.#drain();
  }

  #sweep(): void {
    const { presence, files, clock, observe } = this.parts;
    try {
      this.#connections.sweep(clock.now());
      presence.sweep();
      files.sweep();
    } catch (error) {
      // A disk that fails now may work at the next sweep.
      observe({ type: "failure", error });
    }
  }

  async #drain(): Promise<void> {
    this.parts.observe({ type: "stopping" });
    clearInterval(this.#sweeper);
    this.listener.close();
    const { random } = this.options;
    await this.#connections.drain(() => Math.round(random() * RETRY_SPREAD_MS));
    this.parts.log.flush();
    this.store[Symbol.dispose]();
  }
}
