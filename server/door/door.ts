/**
 * Where every connection comes in: counted, greeted, let in or refused. Knows nobody who is in
 * already.
 * @module
 */
import { formatAddress } from "../../protocol/address.ts";
import type { Clock } from "../../protocol/clock.ts";
import { ProtocolError } from "../../protocol/errors.ts";
import { ExactReader } from "../../protocol/exact_reader.ts";
import { encodeLine } from "../../protocol/lines.ts";
import type { Hello } from "../../protocol/messages.ts";
import { sleep } from "../../protocol/sleep.ts";
import type { Wire } from "../../protocol/wire.ts";
import {
  errorLine,
  isNetworkError,
  type LimitName,
  type Observer,
  overLimit,
  refuse,
  type Settings,
  type Traffic,
} from "../base/mod.ts";
import { Admissions } from "./admission.ts";
import type { Authentication } from "./authentication.ts";
import { readHello, StrangerError } from "./handshake.ts";

/** A connection whose hello is good and proved. */
export interface Arrival {
  readonly wire: Wire;
  /** Has what came after the hello. */
  readonly reader: ExactReader;
  readonly hello: Hello;
  /** It was let in: from now on it is not the door that closes it. */
  settle(): void;
}

/** What a door relies on. */
export interface DoorParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly observe: Observer;
  readonly traffic: Traffic;
  readonly authentication: Authentication;
  /** Is the holder of `key`, or everybody at the network address `host`, kept out? */
  readonly isBanned: (key: string | undefined, host: string) => boolean;
  /** Does `token` belong to somebody who may come back? */
  readonly isKnown: (token: string) => boolean;
  /**
   * Serves an arrival until its connection ends. What it throws before `settle`, and a
   * `ProtocolError` afterwards, is told to the peer.
   */
  readonly serve: (arrival: Arrival) => Promise<void>;
}

export class Door {
  readonly #admissions: Admissions;
  readonly #served = new Set<Promise<void>>();
  readonly #unwelcomed = new Set<Wire>();

  constructor(private readonly parts: DoorParts) {
    const { limits, limitLoopback } = parts.settings;
    const onLimited = (name: LimitName) => parts.traffic.met(name);
    this.#admissions = new Admissions({ limits, limitLoopback, onLimited });
  }

  /** Open connections, whatever they are. */
  get socketCount(): number {
    return this.#admissions.total;
  }

  /** The process has run out of descriptors: from now on fewer connections. */
  tighten(): void {
    this.#admissions.tighten();
  }

  /** Somebody is at the other end of `wire`. Serves it to its end; never throws. */
  receive(wire: Wire): void {
    const served = this.#serve(wire).finally(() => this.#served.delete(served));
    this.#served.add(served);
  }

  /** Closes connections that nobody has let in. */
  closeUnwelcomed(): void {
    for (const wire of this.#unwelcomed) wire.close();
  }

  /** Resolves when every connection has ended. */
  async empty(): Promise<void> {
    await Promise.allSettled(this.#served);
  }

  async #serve(wire: Wire): Promise<void> {
    const { hostname } = wire.peer;
    const now = this.parts.clock.monotonic();
    const admission = this.#admissions.admit(hostname, now, () => wire.close());
    if (typeof admission === "string") {
      const { limits } = this.parts.settings;
      return await this.#refuse(wire, overLimit("server_full", admission, limits));
    }
    this.#unwelcomed.add(wire);
    try {
      const { authentication, isBanned } = this.parts;
      if (authentication.isBanned(hostname) || isBanned(undefined, hostname)) {
        throw new ProtocolError("banned");
      }
      const reader = new ExactReader(wire);
      const hello = await this.#greetInTime(wire, reader);
      const settle = () => {
        admission.settle();
        this.#unwelcomed.delete(wire);
      };
      if (hello !== undefined) await this.parts.serve({ wire, reader, hello, settle });
    } catch (error) {
      await this.#refuse(wire, error);
    } finally {
      this.#unwelcomed.delete(wire);
      admission.release();
      wire.close();
    }
  }

  /**
   * The hello, with all that had to be proved. @throws {ProtocolError} `hello_timeout`, and as its
   * parts.
   */
  async #greetInTime(wire: Wire, reader: ExactReader): Promise<Hello | undefined> {
    const arrived = new AbortController();
    const { settings, traffic } = this.parts;
    const late = sleep(settings.limits.helloTimeout, arrived.signal).then(() => {
      if (arrived.signal.aborted) return undefined;
      traffic.met("helloTimeout");
      throw new ProtocolError("hello_timeout");
    });
    try {
      return await Promise.race([this.#greet(wire, reader, arrived.signal), late]);
    } finally {
      arrived.abort();
    }
  }

  async #greet(
    wire: Wire,
    reader: ExactReader,
    signal: AbortSignal,
  ): Promise<Hello | undefined> {
    const hello = await readHello(reader);
    // A transfer has its ticket.
    if (hello?.role === "chat") {
      const { authentication, isBanned } = this.parts;
      const address = wire.peer.hostname;
      this.#countJoin(hello, address);
      await authentication.check(hello, { reader, sink: wire, address, signal });
      if (isBanned(hello.key, address)) throw new ProtocolError("banned");
    }
    return hello;
  }

  /** Who comes back as a known member costs nothing. @throws {ProtocolError} `rate_limited` */
  #countJoin({ token }: Hello, address: string): void {
    const { isKnown, clock } = this.parts;
    if (token !== undefined && isKnown(token)) return;
    if (this.#admissions.mayJoin(address, clock.monotonic())) return;
    throw overLimit("rate_limited", "joinRate", this.parts.settings.limits);
  }

  async #refuse(wire: Wire, error: unknown): Promise<void> {
    const { observe } = this.parts;
    const { hostname: host, port } = wire.peer;
    const address = formatAddress({ host, port });
    if (error instanceof StrangerError) {
      observe({ type: "refused", address, code: "bad_frame" });
      return await refuse(wire, error.answer);
    }
    if (error instanceof ProtocolError) {
      observe({ type: "refused", address, code: error.code });
      return await refuse(wire, encodeLine(errorLine(error.code, error.message)));
    }
    if (isNetworkError(error)) return;
    // All that a peer without TLS, or one that refuses the certificate, can be told is the alert
    // that TLS sent.
    if (error instanceof Deno.errors.InvalidData) {
      return observe({ type: "refused", address, code: "no_tls" });
    }
    observe({ type: "failure", error });
    await refuse(wire, encodeLine(errorLine("internal")));
  }
}
