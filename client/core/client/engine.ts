/**
 * The working parts of a client, and the connection that comes and goes under them.
 * @module
 */
import { formatAddress } from "../../../protocol/address.ts";
import { createHash } from "node:crypto";
import { DRAIN_MS, PROTOCOL_VERSION } from "../../../protocol/limits.ts";
import { nameKey } from "../../../protocol/names.ts";
import { type Dialer, PlainDialer, TlsDialer } from "../transport/mod.ts";
import type { ClientOptions } from "./client_options.ts";
import { Connection, type ConnectionEnd, type LinkState, runLink } from "../link/mod.ts";
import { Downloads, type TransferHost, Uploads } from "../transfers/mod.ts";
import { EventQueue } from "./event_queue.ts";
import { type ClientEvent, type EventBody, Failure, failureText, Waiters } from "../base/mod.ts";
import { Exchange, Incoming, RoomState } from "../room/mod.ts";

/**
 * After coming back as somebody new, requests without `ack` are sent again only after this time:
 * those that were stored the first time are met in the replay, which has passed by then.
 */
const REPLAY_GRACE_MS = 2_000;

/** Runs from the moment it is made until it is left or the link is closed for good. */
export class Engine {
  readonly state: RoomState;
  readonly exchange: Exchange = new Exchange();
  readonly events: EventQueue<ClientEvent> = new EventQueue();
  readonly waiters: Waiters = new Waiters();
  readonly uploads: Uploads;
  readonly downloads: Downloads;
  readonly dialer: Dialer;
  readonly #options: ClientOptions;
  readonly #incoming: Incoming;
  readonly #over = new AbortController();
  readonly #running: Promise<void>;
  #connection: Connection | undefined;
  #link: LinkState["kind"] = "connecting";
  #pause = new AbortController();
  #ids = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#over.signal.addEventListener("abort", () => this.events.letGo());
    this.dialer = this.#makeDialer(options);
    this.state = new RoomState(options.name, options.memory?.token);
    const host = this.#transferHost();
    this.uploads = new Uploads(host, options.memory);
    this.downloads = new Downloads(host, options.downloads, () => this.#ownerMark());
    this.#incoming = new Incoming({
      state: this.state,
      exchange: this.exchange,
      uploads: this.uploads,
      downloads: this.downloads,
      accept: options.accept,
      idPrefix: `${options.mark}-`,
      emit: (event, at) => this.emit(event, at),
    });
    this.#running = this.#run();
  }

  get isClosed(): boolean {
    return this.#link === "closed";
  }

  /** `HOST:PORT#FINGERPRINT`, as this client knows the server; without a fingerprint if there is none. */
  get invite(): string {
    const { fingerprint } = this.dialer;
    return formatAddress(this.#options.address) +
      (fingerprint === undefined ? "" : `#${fingerprint}`);
  }

  /** An id that was never used. */
  nextId(): string {
    return `${this.#options.mark}-${++this.#ids}`;
  }

  emit(event: EventBody, at = new Date(this.#options.wallClock()).toISOString()): void {
    this.events.push({ ...event, at });
  }

  error(code: string, text = failureText(code)): void {
    this.emit({ type: "error", code, text });
  }

  /** Ends the pause between two attempts to come back, if there is one. */
  retryNow(): void {
    this.#pause.abort();
  }

  /** Says goodbye if there is a connection, and stops. Resolves when nothing runs any more. Idempotent. */
  async leave(): Promise<void> {
    const connection = this.#connection;
    if (connection !== undefined && !this.#over.signal.aborted) {
      connection.send({ type: "leave" });
      const gone = new AbortController();
      const patience = this.#options.sleep(DRAIN_MS, gone.signal);
      await Promise.race([connection.closed, patience]);
      gone.abort();
      this.#options.memory?.forget();
    }
    this.#over.abort(new Failure("left"));
    await this.#running;
  }

  async #run(): Promise<void> {
    const { now, wallClock, sleep, random, reconnectMs } = this.#options;
    await runLink({
      signal: this.#over.signal,
      open: () => this.#open(),
      use: (connection) => this.#use(connection),
      onState: (state) => this.#enter(state),
      now,
      wallClock,
      sleep: (ms, signal) => {
        this.#pause = new AbortController();
        return sleep(ms, AbortSignal.any([signal, this.#pause.signal]));
      },
      random,
      reconnectMs,
    });
    this.#over.abort(new Failure("left"));
    this.exchange.close(new Failure("left"));
    await this.downloads.ended();
    this.events.end();
  }

  #open(): Promise<Connection> {
    const { agent, history, now, wallClock, identity, password } = this.#options;
    const { you: name, resumption } = this.state;
    const fields = {
      type: "hello",
      protocol: PROTOCOL_VERSION,
      name,
      agent,
      history,
      key: identity?.key,
    };
    const hello = { ...fields, ...resumption };
    return Connection.open({
      dialer: this.dialer,
      hello,
      secrets: { identity, password },
      now,
      wallClock,
      signal: this.#over.signal,
    });
  }

  async #use(connection: Connection): Promise<ConnectionEnd> {
    this.#connection = connection;
    this.#welcomed(connection);
    for await (const line of connection.lines()) {
      this.#incoming.handle(line);
      this.waiters.check();
      if (this.events.isFull) await this.events.hasRoom();
    }
    this.#connection = undefined;
    this.exchange.detach();
    if (connection.end.code === "server_misbehaved") this.error("server_misbehaved");
    return connection.end;
  }

  #welcomed(connection: Connection): void {
    const { you, room, server, resumed, missed = 0 } = connection.welcome;
    const { memory } = this.#options;
    const stay = this.state.welcomed(connection.welcome);
    memory?.welcomed(connection.welcome.log, connection.welcome.token);
    if (stay === "first" && memory !== undefined) this.uploads.addEarlier(memory, resumed);
    if (stay === "other_log") this.downloads.stopAll("removed");
    if (stay === "first" && this.#options.accept !== "none") this.downloads.startParts();
    const { members, guests } = this.state;
    const again = stay !== "first";
    this.emit({ type: "welcome", you, room, members, guests, server, again, missed, resumed });
    const { topic } = connection.welcome;
    if (topic !== undefined && !again) {
      this.emit({ type: "notice", code: "topic", text: `Topic: ${topic}` });
    }
    if (!this.dialer.isEncrypted) {
      const text = "This connection is NOT ENCRYPTED: everybody on the network can read it";
      this.emit({ type: "notice", code: "not_encrypted", text });
    }
    // The room may show again what a stranger sends: what was stored before must be met in the replay first.
    const held = stay === "rejoined" && this.exchange.unacknowledged > 0;
    this.exchange.attach(connection, held);
    this.waiters.check();
    if (!held) return;
    this.#options.sleep(REPLAY_GRACE_MS, this.#over.signal).then(() => {
      if (this.#connection === connection) this.exchange.resend();
    });
  }

  #enter(state: LinkState): void {
    this.#link = state.kind;
    if (state.kind === "waiting") {
      const { retryInMs, code: reason, isRepeated: again } = state;
      this.emit({ type: "link", state: "waiting", retryInMs, reason, again });
    } else if (state.kind === "closed") {
      const { code: reason, text, wasUp } = state;
      this.emit({ type: "link", state: "closed", reason, text, wasUp });
    } else this.emit({ type: "link", state: state.kind });
    this.waiters.check();
  }

  #makeDialer({ address, encryption }: ClientOptions): Dialer {
    if (encryption === undefined) return new PlainDialer(address);
    const notify = (code: string, text: string) => this.emit({ type: "notice", code, text });
    return new TlsDialer({ ...encryption, address, notify });
  }

  /** The same for the same member of the same room in every run. */
  #ownerMark(): string {
    const identity = `${this.state.log}\n${nameKey(this.#options.name)}`;
    return createHash("sha256").update(identity).digest("hex").slice(0, 16);
  }

  #transferHost(): TransferHost {
    const { sleep, random, now } = this.#options;
    return {
      dialer: this.dialer,
      sleep,
      random,
      now,
      signal: this.#over.signal,
      emit: (event) => this.emit(event),
      nextId: () => this.nextId(),
      offer: (offer) => this.exchange.offer(offer),
      ticket: (direction, file) => this.exchange.ticket(direction, file),
      request: (request) => this.exchange.request(request),
      linkUp: (signal) => this.waiters.until(() => this.#connection !== undefined, signal),
      ended: () => this.waiters.check(),
    };
  }
}
