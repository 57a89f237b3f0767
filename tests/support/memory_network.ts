/**
 * A way to a server without sockets.
 * @module
 */
import type { ClientOptions } from "../../client/core/mod.ts";
import type { Wire } from "../../protocol/wire.ts";
import { memoryWire } from "./memory_wire.ts";

const CLIENT = { hostname: "192.0.2.1", port: 1 };
const SERVER = { hostname: "192.0.2.9", port: 5050 };

/** Carries what clients that are given its `dialer` open, in their order, to whoever accepts it. */
export class MemoryNetwork {
  readonly #opened: Wire[] = [];
  #changed = Promise.withResolvers<void>();
  #isClosed = false;

  readonly dialer: NonNullable<ClientOptions["dialer"]> = {
    isEncrypted: true,
    binding: new Uint8Array(),
    fingerprint: undefined,
    dial: () => {
      const { client, server } = memoryWire(CLIENT, SERVER);
      this.#opened.push(server);
      this.#changed.resolve();
      return Promise.resolve(client);
    },
  };

  /** The server's end of the next wire; `undefined` when the network is closed. */
  async accept(): Promise<Wire | undefined> {
    while (this.#opened.length === 0 && !this.#isClosed) {
      await this.#changed.promise;
      this.#changed = Promise.withResolvers();
    }
    return this.#opened.shift();
  }

  close(): void {
    this.#isClosed = true;
    this.#changed.resolve();
  }
}
