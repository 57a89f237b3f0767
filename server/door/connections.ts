/**
 * The connections of a server: accepted, greeted, served, refused, drained.
 * @module
 */
import { formatAddress } from "../../protocol/address.ts";
import { ProtocolError } from "../../protocol/errors.ts";
import { ExactReader } from "../../protocol/exact_reader.ts";
import { encodeLine } from "../../protocol/lines.ts";
import { DRAIN_MS } from "../../protocol/limits.ts";
import type { Hello } from "../../protocol/messages.ts";
import { sleep } from "../../protocol/sleep.ts";
import { acceptConnections, type Acceptor } from "../gateways/accept.ts";
import { type Admission, Admissions } from "./admission.ts";
import { errorLine } from "../base/error_lines.ts";
import { Transfer } from "../files/transfer.ts";
import { closeQuietly, isNetworkError, readHello, refuse, StrangerError } from "./handshake.ts";
import type { LimitName } from "../base/limit_table.ts";
import type { Parts } from "../parts.ts";
import { Session } from "../session/session.ts";

/** Everything that is connected to one server. */
export class Connections {
  readonly #admissions: Admissions;
  readonly #stop = new AbortController();
  readonly #served = new Set<Promise<void>>();
  readonly #unwelcomed = new Set<Deno.Conn>();
  readonly #transfers = new Set<Transfer>();

  constructor(private readonly parts: Parts) {
    const { limits, limitLoopback } = parts.settings;
    const onLimited = (name: LimitName) => parts.traffic.met(name);
    this.#admissions = new Admissions({ limits, limitLoopback, onLimited });
  }

  /** Serves what `listener` accepts until {@linkcode drain}. */
  async acceptFrom(listener: Acceptor<Deno.TcpConn | Deno.TlsConn>): Promise<void> {
    const { signal } = this.#stop;
    const onFailed = (error: unknown) => {
      if ((error as { code?: string }).code === "EMFILE") this.#admissions.tighten();
      this.parts.observe({ type: "warning", text: `Cannot accept a connection: ${String(error)}` });
    };
    for await (const conn of acceptConnections(listener, { signal, sleep, onFailed })) {
      const served = this.#serve(conn).finally(() => this.#served.delete(served));
      this.#served.add(served);
    }
  }

  /** Open connections, whatever they are. */
  get socketCount(): number {
    return this.#admissions.total;
  }

  /** Transfers under way. */
  get transferCount(): number {
    return this.#transfers.size;
  }

  /** Keeps the deadlines of all connections at the time `now`. */
  sweep(now: number): void {
    for (const session of this.parts.sessions.values()) session.sweep(now);
    for (const transfer of this.#transfers) transfer.sweep(now);
  }

  /**
   * Tells every member that the server stops and to come back after its own `retryInMs()`, delivers what is owed for at
   * most {@linkcode DRAIN_MS}, and closes everything.
   */
  async drain(retryInMs: () => number): Promise<void> {
    const { log, sessions } = this.parts;
    this.#stop.abort();
    for (const conn of this.#unwelcomed) closeQuietly(conn);
    log.flush();
    for (const session of sessions.values()) session.close("shutting_down", retryInMs());
    for (const transfer of this.#transfers) transfer.stop();
    const deadline = new AbortController();
    const all = Promise.allSettled(this.#served);
    await Promise.race([all, sleep(DRAIN_MS, deadline.signal)]);
    deadline.abort();
    for (const session of sessions.values()) session.cut();
    await all;
  }

  async #serve(conn: Deno.TcpConn | Deno.TlsConn): Promise<void> {
    const { hostname } = conn.remoteAddr as Deno.NetAddr;
    const admission = this.#admissions.admit(
      hostname,
      this.parts.clock.now(),
      () => closeQuietly(conn),
    );
    if (admission === "server_full") return await this.#refuse(conn, new ProtocolError(admission));
    this.#unwelcomed.add(conn);
    try {
      const { authentication, moderation } = this.parts;
      const isBanned = authentication.isBanned(hostname) ||
        moderation.isRestricted("ban", { key: undefined, address: hostname });
      if (isBanned) throw new ProtocolError("banned");
      // The runtime has no such switch for encrypted connections.
      if ("setNoDelay" in conn) conn.setNoDelay(true);
      const reader = new ExactReader(conn);
      const hello = await this.#greetInTime(conn, reader);
      if (hello?.role === "transfer") await this.#serveTransfer(conn, reader, hello, admission);
      else if (hello !== undefined) await this.#serveChat(conn, reader, hello, admission);
    } catch (error) {
      await this.#refuse(conn, error);
    } finally {
      this.#unwelcomed.delete(conn);
      admission.release();
      closeQuietly(conn);
    }
  }

  /** The hello, with all that had to be proved. @throws {ProtocolError} `hello_timeout`, and as its parts. */
  async #greetInTime(conn: Deno.Conn, reader: ExactReader): Promise<Hello | undefined> {
    const arrived = new AbortController();
    const { settings, traffic } = this.parts;
    const late = sleep(settings.limits.helloTimeout, arrived.signal).then(() => {
      if (arrived.signal.aborted) return undefined;
      traffic.met("helloTimeout");
      throw new ProtocolError("hello_timeout");
    });
    try {
      return await Promise.race([this.#greet(conn, reader, arrived.signal), late]);
    } finally {
      arrived.abort();
    }
  }

  async #greet(
    conn: Deno.Conn,
    reader: ExactReader,
    signal: AbortSignal,
  ): Promise<Hello | undefined> {
    const hello = await readHello(reader);
    const { hostname: address } = conn.remoteAddr as Deno.NetAddr;
    // A transfer has its ticket.
    if (hello?.role === "chat") {
      const { authentication, moderation } = this.parts;
      this.#countJoin(hello, address);
      await authentication.check(hello, { reader, sink: conn, address, signal });
      const { key } = hello;
      if (moderation.isRestricted("ban", { key, address })) throw new ProtocolError("banned");
    }
    return hello;
  }

  /** Who comes back as a known member costs nothing. @throws {ProtocolError} `rate_limited` */
  #countJoin({ token }: Hello, address: string): void {
    const { room, clock } = this.parts;
    const isKnown = token !== undefined && room.members.findByToken(token) !== undefined;
    if (isKnown || this.#admissions.mayJoin(address, clock.now())) return;
    throw new ProtocolError("rate_limited");
  }

  async #serveTransfer(
    conn: Deno.Conn,
    reader: ExactReader,
    hello: Hello,
    admission: Admission,
  ): Promise<void> {
    const transfer = new Transfer(this.parts, conn, reader);
    this.#transfers.add(transfer);
    try {
      this.#settle(conn, admission);
      await transfer.run(hello);
    } finally {
      this.#transfers.delete(transfer);
    }
  }

  async #serveChat(
    conn: Deno.Conn,
    reader: ExactReader,
    hello: Hello,
    admission: Admission,
  ): Promise<void> {
    const { sessions, settings, traffic } = this.parts;
    if (sessions.size >= settings.limits.maxClients) {
      traffic.met("maxClients");
      throw new ProtocolError("server_full");
    }
    const session = new Session(this.parts, conn, peerOf(conn));
    await session.join(hello);
    this.#settle(conn, admission);
    await session.serve(reader.takeRest());
  }

  #settle(conn: Deno.Conn, admission: Admission): void {
    admission.settle();
    this.#unwelcomed.delete(conn);
  }

  async #refuse(conn: Deno.Conn, error: unknown): Promise<void> {
    const { observe } = this.parts;
    const address = peerOf(conn);
    if (error instanceof StrangerError) {
      observe({ type: "refused", address, code: "bad_frame" });
      return await refuse(conn, error.answer);
    }
    if (error instanceof ProtocolError) {
      observe({ type: "refused", address, code: error.code });
      return await refuse(conn, encodeLine(errorLine(error.code, error.message)));
    }
    if (isNetworkError(error)) return;
    // All that a peer without TLS, or one that refuses the certificate, can be told is the alert that TLS sent.
    if (error instanceof Deno.errors.InvalidData) {
      return observe({ type: "refused", address, code: "no_tls" });
    }
    observe({ type: "failure", error });
    await refuse(conn, encodeLine(errorLine("internal")));
  }
}

/** Who is at the other end of `conn`, as `host:port`. */
function peerOf(conn: Deno.Conn): string {
  const { hostname, port } = conn.remoteAddr as Deno.NetAddr;
  return formatAddress({ host: hostname, port });
}
