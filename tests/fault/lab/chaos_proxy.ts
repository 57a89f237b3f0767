/**
 * A network that misbehaves: a TCP proxy that delays, cuts, resets, corrupts and falls silent as it is told.
 * @module
 */
import { once } from "node:events";
import net from "node:net";
import { sleep } from "../../../protocol/sleep.ts";

/** `up` is from the client to the server. */
export type Direction = "up" | "down";

/** Something that happens to a connection when `at` bytes have passed in one direction. */
export interface Fault {
  /**
   * `cut` ends both directions, `reset` does so with an RST to the client, `half_close` ends this direction only, `corrupt`
   * flips one bit of the byte that follows.
   */
  readonly kind: "cut" | "reset" | "half_close" | "corrupt";
  readonly direction: Direction;
  readonly at: number;
}

/** What one connection has to endure. */
export interface Plan {
  readonly fault?: Fault;
  /** Every piece is held back for so long. */
  readonly delayMs?: number;
  readonly bytesPerSecond?: number;
}

/** A connection as it is made: the how-manieth of its role, from 0. */
export interface Attempt {
  readonly role: "chat" | "transfer";
  readonly index: number;
}

/** Options of {@linkcode ChaosProxy.start}. */
export interface ProxyOptions {
  /** The server's port now. */
  readonly target: () => number;
  /** Decides what happens to a connection; without it, nothing does. */
  readonly plan?: (attempt: Attempt) => Plan;
}

/** A proxy on a port of this machine. Disposing cuts every connection. */
export class ChaosProxy implements AsyncDisposable {
  readonly #options: ProxyOptions;
  readonly #listener: net.Server;
  readonly #sockets = new Set<net.Socket>();
  readonly #made = { chat: 0, transfer: 0 };
  readonly #passed = { up: 0, down: 0 };
  #flowing: PromiseWithResolvers<void> | undefined;
  #isClosed = false;

  private constructor(options: ProxyOptions) {
    this.#options = options;
    this.#listener = net.createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
  }

  static async start(options: ProxyOptions): Promise<ChaosProxy> {
    const proxy = new ChaosProxy(options);
    proxy.#listener.listen(0, "127.0.0.1");
    await once(proxy.#listener, "listening");
    return proxy;
  }

  get port(): number {
    return (this.#listener.address() as net.AddressInfo).port;
  }

  /** Bytes of all transfer connections so far. */
  get transferBytes(): { readonly up: number; readonly down: number } {
    return { ...this.#passed };
  }

  /** How many connections of each role were made. */
  get connections(): { readonly chat: number; readonly transfer: number } {
    return { ...this.#made };
  }

  /** From now on nothing passes in either direction, and nobody is told; until {@linkcode heal}. */
  blackhole(): void {
    this.#flowing ??= Promise.withResolvers();
  }

  heal(): void {
    this.#flowing?.resolve();
    this.#flowing = undefined;
  }

  /** Ends every connection there is. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.heal();
    this.cutAll();
    const closed = once(this.#listener, "close");
    this.#listener.close();
    await closed;
  }

  #accept(client: net.Socket): void {
    this.#follow(client);
    client.once("data", (first: Uint8Array) => {
      client.pause();
      const isTransfer = new TextDecoder().decode(first).includes('"role":"transfer"');
      const role = isTransfer ? "transfer" : "chat";
      const plan = this.#options.plan?.({ role, index: this.#made[role]++ }) ?? {};
      const server = net.connect({
        port: this.#options.target(),
        host: "127.0.0.1",
        allowHalfOpen: true,
      });
      this.#follow(server);
      server.once("error", () => client.destroy());
      server.once("connect", () => {
        const up = new Pipe(
          client,
          server,
          client,
          "up",
          plan,
          (bytes) => this.#pass(role, bytes, "up"),
        );
        const down = new Pipe(
          server,
          client,
          client,
          "down",
          plan,
          (bytes) => this.#pass(role, bytes, "down"),
        );
        up.take(first);
        down.start();
      });
    });
  }

  #follow(socket: net.Socket): void {
    if (this.#isClosed) socket.destroy();
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => this.#sockets.delete(socket));
  }

  async #pass(role: Attempt["role"], bytes: number, direction: Direction): Promise<void> {
    while (this.#flowing !== undefined) await this.#flowing.promise;
    if (role === "transfer") this.#passed[direction] += bytes;
  }
}

/** One direction of one connection. */
class Pipe {
  #at = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly from: net.Socket,
    private readonly to: net.Socket,
    private readonly client: net.Socket,
    private readonly direction: Direction,
    private readonly plan: Plan,
    private readonly pass: (bytes: number) => Promise<void>,
  ) {
    from.on("data", (chunk: Uint8Array) => this.take(chunk));
    from.once("end", () => this.#afterwards(() => to.end()));
    // After an orderly end, what was held back is still delivered.
    from.once(
      "close",
      () => this.#afterwards(() => void (from.readableEnded ? to.destroySoon() : to.destroy())),
    );
    from.pause();
    this.#strike();
  }

  start(): void {
    this.from.resume();
  }

  /** Handles one piece; the next one waits for it. */
  take(chunk: Uint8Array): void {
    this.from.pause();
    this.#turn = this.#turn.then(() => this.#forward(chunk))
      .then(() => void (this.from.destroyed || this.from.resume()));
  }

  /** Does `act` when what came before has passed: the end of a connection travels like its bytes. */
  #afterwards(act: () => void): void {
    this.#turn = this.#turn.then(() => this.pass(0)).then(act);
  }

  async #forward(chunk: Uint8Array): Promise<void> {
    const { fault, delayMs = 0, bytesPerSecond = Infinity } = this.plan;
    const waitMs = delayMs + 1000 * chunk.length / bytesPerSecond;
    if (waitMs > 0) await sleep(waitMs);
    await this.pass(chunk.length);
    const strikesAt = fault?.direction === this.direction ? fault.at - this.#at : Infinity;
    this.#at += chunk.length;
    if (strikesAt < 0 || strikesAt >= chunk.length) return this.#write(chunk);
    if (fault?.kind === "corrupt") {
      const changed = chunk.slice();
      changed[strikesAt] = (changed[strikesAt] ?? 0) ^ 1;
      return this.#write(changed);
    }
    await this.#write(chunk.subarray(0, strikesAt));
    this.#end();
  }

  /** Does what is due before the first byte. */
  #strike(): void {
    const { fault } = this.plan;
    if (fault?.direction === this.direction && fault.at === 0 && fault.kind !== "corrupt") {
      this.#end();
    }
  }

  #end(): void {
    const { kind } = this.plan.fault as Fault;
    if (kind === "half_close") {
      this.to.end();
      this.from.removeAllListeners("data");
    } else if (kind === "reset") {
      this.client.resetAndDestroy();
    } else {
      this.to.end();
      this.from.end();
      this.client.destroySoon();
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0 || this.to.destroyed || this.to.write(bytes)) return;
    const done = new AbortController();
    const { signal } = done;
    await Promise.race([
      once(this.to, "drain", { signal }).catch(() => {}),
      once(this.to, "close", { signal }).catch(() => {}),
    ]);
    done.abort();
  }
}
