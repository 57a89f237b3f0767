/**
 * A wire tap: passes bytes on in both directions and keeps what it saw.
 * @module
 */
import { Buffer } from "node:buffer";

/** Listens on a port of its own and passes every connection on to `port` of this machine. */
export class RecordingProxy implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #conns = new Set<Deno.Conn>();
  readonly #seen: Uint8Array[] = [];
  readonly #running: Promise<void>;

  constructor(private readonly targetPort: number) {
    this.#running = this.#run();
  }

  get address(): string {
    return `127.0.0.1:${this.#listener.addr.port}`;
  }

  /** Everything that travelled, in the order in which it was seen. */
  get capture(): Buffer {
    return Buffer.concat(this.#seen);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const conn of this.#conns) close(conn);
    await this.#running;
  }

  async #run(): Promise<void> {
    const pairs: Promise<void>[] = [];
    try {
      for (;;) pairs.push(this.#pair(await this.#listener.accept()));
    } catch {
      await Promise.all(pairs); // The listener was closed.
    }
  }

  async #pair(client: Deno.Conn): Promise<void> {
    this.#conns.add(client);
    const server = await Deno.connect({ hostname: "127.0.0.1", port: this.targetPort });
    this.#conns.add(server);
    await Promise.all([this.#pass(client, server), this.#pass(server, client)]);
    close(client);
    close(server);
  }

  async #pass(from: Deno.Conn, to: Deno.Conn): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    try {
      for (;;) {
        const bytes = await from.read(buffer);
        if (bytes === null) break;
        this.#seen.push(buffer.slice(0, bytes));
        for (let at = 0; at < bytes;) at += await to.write(buffer.subarray(at, bytes));
      }
      await to.closeWrite();
    } catch {
      close(from);
      close(to);
    }
  }
}

function close(conn: Deno.Conn): void {
  try {
    conn.close();
  } catch {
    // Closed already.
  }
}
