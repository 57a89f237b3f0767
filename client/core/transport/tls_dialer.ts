/**
 * Encrypted connections to exactly the server that is meant (PROTOCOL.md, Encryption).
 * @module
 */
import {
  fingerprintOf,
  isPinnable,
  PEER_NAME,
  pemOfDer,
  sha256,
} from "../../../protocol/certificate.ts";
import { type Address, formatAddress, withoutZone } from "../../../protocol/address.ts";
import { CONNECT_TIMEOUT_MS, dial, networkFailure } from "./dial.ts";
import { Failure } from "../base/mod.ts";
import { SocketWire } from "../../../protocol/socket_wire.ts";
import type { Wire } from "../../../protocol/wire.ts";
import type { Dialer } from "./dialer.ts";
import type { KnownHost, KnownHosts } from "./known_hosts.ts";
import { isPlainServer, learnCertificate } from "./probe.ts";

/** How the runtime says that a certificate is not good at the time of day of this machine. */
const OUTSIDE_VALIDITY = /not ?valid ?yet|expired/i;

export interface TlsDialerOptions {
  readonly address: Address;
  /** The fingerprint of the invite, if there was one: nothing else is accepted. */
  readonly fingerprint: string | undefined;
  readonly knownHosts: KnownHosts;
  /** Told in one sentence whom the client trusts now, and why. */
  readonly notify: (code: string, text: string) => void;
}

/** What the next connection is verified against, and the certificate as far as it is known. */
interface Trusted {
  readonly host: KnownHost;
  readonly der: Uint8Array;
  /** To be remembered, with this notice, when the server has proved that it has the key. */
  readonly isNew: boolean;
}

/**
 * Trust is decided by the first connection and the same for all that follow, transfers included.
 */
export class TlsDialer implements Dialer {
  readonly isEncrypted = true;
  #pinned: Trusted | undefined;
  #binding = new Uint8Array();

  constructor(private readonly options: TlsDialerOptions) {}

  get binding(): Uint8Array {
    return this.#binding;
  }

  get fingerprint(): string | undefined {
    return this.#pinned === undefined ? undefined : fingerprintOf(this.#pinned.der);
  }

  /**
   * A connection whose handshake is complete.
   * @throws {Failure} of the network, or that the server is not the one that is meant; then it was
   * sent nothing.
   */
  async dial(signal: AbortSignal): Promise<Wire> {
    const trusted = this.#pinned ?? await this.#decide(signal);
    const conn = await this.#connect(trusted, signal);
    this.#binding = new Uint8Array(sha256(trusted.der));
    if (trusted.isNew) this.#remember(trusted);
    // What an authority vouches for may be renewed at any time, so it is looked at each time.
    if (trusted.host.kind === "pin") this.#pinned = { ...trusted, isNew: false };
    return new SocketWire(conn);
  }

  async #decide(signal: AbortSignal): Promise<Trusted> {
    const { address, fingerprint, knownHosts } = this.options;
    const known = findKnown(knownHosts, address);
    if (fingerprint === undefined && known?.kind === "pin") {
      return { host: known, der: known.der, isNew: false };
    }
    const der = await this.#learn(signal, known);
    const shown = fingerprintOf(der);
    if (fingerprint !== undefined && shown !== fingerprint) {
      throw new Failure("wrong_fingerprint", mismatchText(fingerprint, shown));
    }
    if (!isPinnable(der)) {
      return { host: { kind: "authority" }, der, isNew: known?.kind !== "authority" };
    }
    // An authority that vouched for the server once cannot be replaced by nobody.
    if (fingerprint === undefined && known?.kind === "authority") {
      throw changed(address, "an authority's word", shown);
    }
    const isNew = known?.kind !== "pin" || fingerprintOf(known.der) !== shown;
    return { host: { kind: "pin", der }, der, isNew };
  }

  async #connect({ host }: Trusted, signal: AbortSignal): Promise<Deno.TlsConn> {
    const { address } = this.options;
    const trust = host.kind === "pin"
      ? { hostname: PEER_NAME, caCerts: [pemOfDer(host.der)] }
      // Certificates know addresses, not the interfaces that lead to them.
      : { hostname: withoutZone(address.host) };
    const conn = await Deno.startTls(await dial(address, signal), trust);
    try {
      await completeHandshake(conn, signal);
      return conn;
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw await this.#explain(error, host, signal);
    }
  }

  async #explain(error: unknown, host: KnownHost, signal: AbortSignal): Promise<Failure> {
    const { address } = this.options;
    const { message } = error as Error;
    if (/certificate/i.test(message)) {
      if (host.kind === "authority") {
        return new Failure(
          "not_vouched",
          `No authority that this system trusts vouches for it (${message})`,
        );
      }
      const shown = fingerprintOf(await learnCertificate(address, signal));
      const known = fingerprintOf(host.der);
      if (shown === known && OUTSIDE_VALIDITY.test(message)) return wrongClock(message);
      return changed(address, known, shown);
    }
    if (error instanceof Deno.errors.InvalidData) return await this.#withoutTls(host, signal);
    return networkFailure(error, address);
  }

  async #learn(signal: AbortSignal, known: KnownHost | undefined): Promise<Uint8Array> {
    try {
      return await learnCertificate(this.options.address, signal);
    } catch (error) {
      const isOther = error instanceof Failure && error.code === "no_tls";
      throw isOther ? await this.#withoutTls(known, signal) : error;
    }
  }

  async #withoutTls(known: KnownHost | undefined, signal: AbortSignal): Promise<Failure> {
    if (!await isPlainServer(this.options.address, signal)) return new Failure("not_a_chat_server");
    return new Failure(known === undefined ? "no_encryption" : "encryption_gone");
  }

  #remember({ host, der }: Trusted): void {
    const { address, fingerprint, knownHosts, notify } = this.options;
    const where = formatAddress(address);
    try {
      knownHosts.put(address, host);
    } catch {
      return notify(
        "not_remembered",
        `${where} cannot be remembered: known_hosts cannot be written`,
      );
    }
    if (fingerprint !== undefined) return;
    if (host.kind === "authority") {
      notify("trusted", `An authority vouches for ${where}; remembered`);
    } else {notify(
        "trusted",
        `First time at ${where}: trusting its fingerprint ${fingerprintOf(der)}`,
      );}
  }
}

/** What cannot be read is not known, and cannot be written either: the notice follows. */
function findKnown(knownHosts: KnownHosts, address: Address): KnownHost | undefined {
  try {
    return knownHosts.find(address);
  } catch {
    return undefined;
  }
}

async function completeHandshake(conn: Deno.TlsConn, signal: AbortSignal): Promise<void> {
  let code: "left" | "timeout" | undefined;
  const end = (why: "left" | "timeout") => {
    code = why;
    conn.close();
  };
  const onAbort = () => end("left");
  const timer = setTimeout(() => end("timeout"), CONNECT_TIMEOUT_MS);
  signal.addEventListener("abort", onAbort);
  try {
    if (signal.aborted) throw new Failure("left");
    await conn.handshake();
  } catch (error) {
    if (code !== undefined) throw new Failure(code);
    conn.close();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

/**
 * A server's own certificate is good for decades, so it is rather the time of day that is wrong.
 */
function wrongClock(reason: string): Failure {
  const now = new Date().toISOString().slice(0, 10);
  const text = `The clock of this machine must be wrong: it says ${now} (${reason})`;
  return new Failure("wrong_clock", text);
}

function changed(address: Address, known: string, shown: string): Failure {
  const where = formatAddress(address);
  const text = `${mismatchText(known, shown)}. If its owner says that this is right: ` +
    `chat trust ${where} --replace`;
  return new Failure("fingerprint_changed", text);
}

function mismatchText(known: string, shown: string): string {
  return `This is not the server we know, or somebody is in between: ` +
    `expected ${known}, it shows ${shown}`;
}
