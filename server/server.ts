/**
 * A server: composed of its parts, kept to its deadlines, drained.
 * @module
 */
import { join } from "node:path";
import { formatAddress } from "../protocol/address.ts";
import { sha256 } from "../protocol/certificate.ts";
import type { Clock } from "../protocol/clock.ts";
import type { Game } from "../protocol/games/mod.ts";
import { DRAIN_MS, SWEEP_MS } from "../protocol/limits.ts";
import { sleep } from "../protocol/sleep.ts";
import { type Observer, randomHex128, type Settings, tokenHash, Traffic } from "./base/mod.ts";
import { Budgets } from "./base/mod.ts";
import { type Arrival, Authentication, Door, type Password } from "./door/mod.ts";
import { Files, type FilesParts, Spool, Transfers } from "./files/mod.ts";
import { type Gateway, listenTcp } from "./gateways/mod.ts";
import { EmbeddedSequencer, Log } from "./log/mod.ts";
import type { ServerFacts } from "./monitoring/mod.ts";
import { lineHandler } from "./requests/mod.ts";
import { Archive, Games, Moderation, Presence, Rooms, Roster } from "./rooms/mod.ts";
import { Sessions } from "./session/mod.ts";
import { type CrashPoint, openDatabase, reopenDatabase, Store } from "./store/mod.ts";

/** Clients are asked to come back at a random moment within this time after a server stops, not all at once. */
const RETRY_SPREAD_MS = 5_000;

/** What a server shows and proves itself with. */
export interface ServerCertificate {
  /** The chain in PEM. */
  readonly cert: string;
  /** The private key in PEM. */
  readonly key: string;
  readonly der: Uint8Array;
  readonly fingerprint: string;
}

/** Options of {@linkcode startServer}. */
export interface ServerOptions {
  readonly hostname: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** A folder that belongs to this server alone. */
  readonly dataFolder: string;
  /** What connections are encrypted with; `undefined` if they are not. */
  readonly certificate: ServerCertificate | undefined;
  /** Without it, everybody may come in. */
  readonly password: Password | undefined;
  readonly settings: Settings;
  /** Those that may be played; the usual ones by default. */
  readonly games?: readonly Game[];
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly observe: Observer;
  /** Told how many ms a commit took, from its oldest request. */
  readonly onCommitted?: (ms: number) => void;
  /** Called at the moments of every transaction at which tests may want the process to end. */
  readonly passing?: ((point: CrashPoint) => void) | undefined;
}

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
export async function startServer(options: ServerOptions): Promise<Server> {
  const { dataFolder, clock, observe, settings, certificate } = options;
  const path = join(dataFolder, "chat.db");
  const db = openDatabase(path, {
    fsync: settings.fsync,
    onDamaged: (text) => observe({ type: "warning", text }),
    wall: () => clock.wall(),
  });
  const reopen = () => reopenDatabase(path, settings);
  const store = new Store(db, options.passing, reopen, options.games);
  try {
    const house = furnish(options, store);
    // Before anybody comes in: what was due while the server was away, and who may be its first operator.
    house.presence.sweep();
    if (house.moderation.needsToken) {
      const token = randomHex128();
      await house.log.append({ change: { type: "operator_token", token } });
    }
    const { hostname, port } = options;
    return new RunningServer(house, listenTcp({ hostname, port, certificate }), store, options);
  } catch (error) {
    store[Symbol.dispose]();
    throw error;
  }
}

type House = ReturnType<typeof furnish>;

/** Makes the parts and introduces them to each other; the port is still closed. */
function furnish(options: ServerOptions, store: Store) {
  const { dataFolder, clock, observe, settings, certificate, password } = options;
  const [monotonic, wall] = [() => clock.monotonic(), () => clock.wall()];
  const traffic = new Traffic();
  const log = new Log(store, new EmbeddedSequencer(), {
    clock,
    onError: (error) => observe({ type: "failure", error }),
    onStorage: (trouble) => observe({ type: "warning", text: storageText(trouble) }),
    onCommitted: (ms, deliveries) => {
      traffic.deliveries += deliveries;
      options.onCommitted?.(ms);
    },
  });
  const rooms = new Rooms(log.rooms, settings.room);
  const roster = new Roster(rooms, store, { monotonic, wall });
  const { members } = roster;
  const presence = new Presence({ roster, log, clock, observe });
  const moderation = new Moderation(store.moderation, settings.operators, wall);
  const archive = new Archive(store);
  const games = new Games({ log, table: store.games, wall });
  const binding = certificate === undefined ? new Uint8Array() : sha256(certificate.der);
  const { requireIdentity } = settings;
  const authentication = new Authentication({
    password,
    requireIdentity,
    binding,
    monotonic,
    sleep,
  });
  const filesParts: FilesParts = {
    settings,
    clock,
    observe,
    log,
    store,
    spool: new Spool(join(dataFolder, "spool")),
    traffic,
    tell: (author, line) => sessions.tell(author, line),
    nameOf: (author) => members.find(author)?.name ?? "",
  };
  const files = new Files(filesParts);
  const transfers = new Transfers(files, filesParts);
  const handleLine = lineHandler({
    settings,
    clock,
    traffic,
    log,
    rooms,
    members,
    archive,
    moderation,
    files,
    ownerOf: (nameKey) => store.names.owner(nameKey),
    startedAt: monotonic(),
    isEncrypted: certificate !== undefined,
  });
  const budgets = new Budgets(settings.limits);
  const sessions = new Sessions({
    settings,
    clock,
    observe,
    traffic,
    budgets,
    log,
    rooms,
    store,
    presence,
    archive,
    moderation,
    handleLine,
  });
  for (const projection of [roster, presence, files, sessions]) log.project(projection);
  const door = new Door({
    settings,
    clock,
    observe,
    traffic,
    authentication,
    isBanned: (key, host) => moderation.isBanned(rooms.first.id, key, host),
    isKnown: (token) => members.findByToken(tokenHash(token)) !== undefined,
    serve: ({ wire, reader, hello, settle }: Arrival) => {
      if (hello.role === "chat") return sessions.run(wire, reader, hello, settle);
      settle();
      return transfers.run(wire, reader, hello);
    },
  });
  return { traffic, log, rooms, presence, moderation, games, files, transfers, sessions, door };
}

function storageText(trouble: unknown): string {
  if (trouble === undefined) return "The database can be written again";
  const what = trouble instanceof Error ? trouble.message : String(trouble);
  return `The database cannot be written (${what}): whoever says something is told`;
}

class RunningServer implements Server {
  readonly address: Deno.NetAddr;
  readonly #sweeper: ReturnType<typeof setInterval>;
  readonly #stop = new AbortController();
  #closed: Promise<void> | undefined;

  constructor(
    private readonly house: House,
    private readonly gateway: Gateway,
    private readonly store: Store,
    private readonly options: ServerOptions,
  ) {
    this.address = gateway.address;
    void this.#letIn();
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
    const { hostname: host, port } = this.address;
    const fingerprint = options.certificate?.fingerprint;
    options.observe({ type: "listening", address: formatAddress({ host, port }), fingerprint });
  }

  get operatorToken(): string | undefined {
    return this.house.moderation.token;
  }

  facts(): ServerFacts {
    const { rooms, sessions, transfers, door, log, files, traffic } = this.house;
    const totals = files.totals();
    return {
      members: rooms.all().reduce((members, room) => members + room.presentCount, 0),
      connections: sessions.count,
      sockets: door.socketCount,
      transfers: transfers.count,
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

  async #letIn(): Promise<void> {
    const { signal } = this.#stop;
    const { door } = this.house;
    const onFailed = (error: unknown) => {
      if ((error as { code?: string }).code === "EMFILE") door.tighten();
      const text = `Cannot accept a connection: ${String(error)}`;
      this.options.observe({ type: "warning", text });
    };
    for await (const wire of this.gateway.accept({ signal, sleep, onFailed })) door.receive(wire);
  }

  #sweep(): void {
    const { sessions, transfers, presence, games, files } = this.house;
    const { clock, observe } = this.options;
    const now = clock.monotonic();
    try {
      sessions.sweep(now);
      transfers.sweep(now);
      presence.sweep();
      games.sweep();
      files.sweep();
    } catch (error) {
      // A disk that fails now may work at the next sweep.
      observe({ type: "failure", error });
    }
  }

  async #drain(): Promise<void> {
    const { log, door, sessions, transfers } = this.house;
    this.options.observe({ type: "stopping" });
    clearInterval(this.#sweeper);
    this.#stop.abort();
    this.gateway.close();
    door.closeUnwelcomed();
    await log.settled();
    sessions.close(() => Math.round(this.options.random() * RETRY_SPREAD_MS));
    transfers.stop();
    const deadline = new AbortController();
    const empty = door.empty();
    await Promise.race([empty, sleep(DRAIN_MS, deadline.signal)]);
    deadline.abort();
    sessions.cut();
    await empty;
    await log.settled();
    this.store[Symbol.dispose]();
  }
}
