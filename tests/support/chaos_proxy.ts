/**
 * A network that misbehaves: a TCP proxy that delays, cuts, resets, corrupts and falls silent as it is told.
 * @module
 */
import { once } from "node:events";
import net from "node:net";
import { type Direction, Pipe, type Plan } from "./chaos_pipe.ts";

const OPENING_BRACE = 0x7b;

/** A connection as it is made: the how-manieth of its role, from 0. What is `encrypted` does not show what it is for. */
export interface Attempt {
  readonly role: "chat" | "transfer" | "encrypted";
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
  readonly #made = { chat: 0, transfer: 0, encrypted: 0 };
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

  /** Bytes of all connections that may be transfers, so far, as they were handed to the side that they were for. */
  get transferBytes(): { readonly up: number; readonly down: number } {
    return { ...this.#passed };
  }

  /** How many connections of each role were made. */
  get connections(): Readonly<Record<Attempt["role"], number>> {
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
      const role = roleOf(first);
      const plan = this.#options.plan?.({ role, index: this.#made[role]++ }) ?? {};
      const server = net.connect({
        port: this.#options.target(),
        host: "127.0.0.1",
        allowHalfOpen: true,
      });
      this.#follow(server);
      server.once("error", () => client.destroy());
      server.once("connect", () => {
        const path = { client, plan, flowing: () => this.#flow() };
        const count = (direction: Direction) => (bytes: number) => {
          if (role !== "chat") this.#passed[direction] += bytes;
        };
        const up = new Pipe(client, server, { ...path, direction: "up", count: count("up") });
        const down = new Pipe(server, client, { ...path, direction: "down", count: count("down") });
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

  async #flow(): Promise<void> {
    while (this.#flowing !== undefined) await this.#flowing.promise;
  }
}

/** A TLS connection begins with a handshake record; everything else is a hello. */
function roleOf(first: Uint8Array): Attempt["role"] {
  if (first[0] !== OPENING_BRACE) return "encrypted";
  return new TextDecoder().decode(first).includes('"role":"transfer"') ? "transfer" : "chat";
}
