/**
 * A connection of the runtime for somebody who can only dial by themselves.
 * @module
 */
import { writeAll } from "../../../protocol/lines.ts";

/** Bytes passed on at a time: a handshake has fewer. */
const RELAY_BYTES = 16 * 1024;

/** A port of this machine that leads to `conn`, for whoever connects first. Disposing closes both. */
export class Relay implements AsyncDisposable {
  readonly port: number;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #relaying: Promise<void>;
  #near: Deno.Conn | undefined;

  constructor(private readonly conn: Deno.Conn) {
    this.port = (this.#listener.addr as Deno.NetAddr).port;
    this.#relaying = this.#relay();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    close(this.#listener);
    this.#close();
    await this.#relaying;
  }

  async #relay(): Promise<void> {
    try {
      const near = this.#near = await this.#listener.accept();
      await Promise.all([this.#pump(near, this.conn), this.#pump(this.conn, near)]);
    } catch {
      // Whoever looks sees that it has ended.
    } finally {
      this.#close();
    }
  }

  /** The end of one direction is that of both: nobody looks at a server any longer that has said its last. */
  async #pump(from: Deno.Conn, to: Deno.Conn): Promise<void> {
    try {
      const buffer = new Uint8Array(RELAY_BYTES);
      for (let bytes = await from.read(buffer); bytes !== null; bytes = await from.read(buffer)) {
        await writeAll(to, buffer.subarray(0, bytes));
      }
    } finally {
      this.#close();
    }
  }

  #close(): void {
    close(this.conn);
    if (this.#near !== undefined) close(this.#near);
  }
}

function close(what: { close(): void }): void {
  try {
    what.close();
  } catch {
    // It is closed already.
  }
}
