/**
 * A server that runs: lets people in, keeps its deadlines, drains.
 * @module
 */
import { formatAddress } from "../protocol/address.ts";
import { DRAIN_MS, SWEEP_MS } from "../protocol/limits.ts";
import { sleep } from "../protocol/sleep.ts";
import type { Gateway } from "./gateways/mod.ts";
import type { ServerFacts } from "./monitoring/mod.ts";
import type { Store } from "./store/mod.ts";
import type { ServerOptions } from "./options.ts";
import type { ServerParts } from "./parts.ts";

/**
 * Clients are asked to come back at a random moment within this time after a server stops, not all
 * at once.
 */
const RETRY_SPREAD_MS = 5_000;

/** A running server. */
export interface Server {
  readonly address: Deno.NetAddr;
  /** What makes the first operator; `undefined` when there is one. */
  readonly operatorToken: string | undefined;
  /** Its numbers at this moment. */
  facts(): ServerFacts;
  /**
   * Tells everybody, delivers what is owed for at most {@linkcode DRAIN_MS}, stores everything, and
   * ends. Idempotent.
   */
  close(): Promise<void>;
}

/** Serves with its parts from the moment it is made. */
export class RunningServer implements Server {
  readonly address: Deno.NetAddr;
  readonly #sweeper: ReturnType<typeof setInterval>;
  readonly #stop = new AbortController();
  #closed: Promise<void> | undefined;

  constructor(
    private readonly parts: ServerParts,
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
    return this.parts.moderation.token;
  }

  facts(): ServerFacts {
    const { rooms, sessions, transfers, door, log, files, traffic } = this.parts;
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
    const { door } = this.parts;
    const onFailed = (error: unknown) => {
      if ((error as { code?: string }).code === "EMFILE") door.tighten();
      const text = `Cannot accept a connection: ${String(error)}`;
      this.options.observe({ type: "warning", text });
    };
    for await (const wire of this.gateway.accept({ signal, sleep, onFailed })) door.receive(wire);
  }

  #sweep(): void {
    const { sessions, transfers, presence, games, files } = this.parts;
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
    const { log, door, sessions, transfers } = this.parts;
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
