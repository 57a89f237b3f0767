/**
 * A scripted server that is reached without a socket.
 * @module
 */
import type { ClientOptions } from "../../client/core/mod.ts";
import type { Wire } from "../../protocol/wire.ts";
import { memoryWire } from "./memory_wire.ts";
import { PeerConnection } from "./scripted_peer.ts";

const CLIENT = { hostname: "192.0.2.1", port: 1 };
const SERVER = { hostname: "192.0.2.9", port: 5050 };

/** Connections of a client that is given its `dialer`, in the order in which it opens them. */
export class MemoryPeer {
  readonly #opened: Wire[] = [];
  #waiting = Promise.withResolvers<void>();

  readonly dialer: NonNullable<ClientOptions["dialer"]> = {
    isEncrypted: true,
    binding: new Uint8Array(),
    fingerprint: undefined,
    dial: () => {
      const { client, server } = memoryWire(CLIENT, SERVER);
      this.#opened.push(server);
      this.#waiting.resolve();
      return Promise.resolve(client);
    },
  };

  async accept(): Promise<PeerConnection> {
    for (;;) {
      const wire = this.#opened.shift();
      if (wire !== undefined) return new PeerConnection(wire);
      await this.#waiting.promise;
      this.#waiting = Promise.withResolvers();
    }
  }
}
