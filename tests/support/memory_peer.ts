/**
 * A scripted server that is reached without a socket.
 * @module
 */
import assert from "node:assert/strict";
import { MemoryNetwork } from "./memory_network.ts";
import { PeerConnection } from "./scripted_peer.ts";

/** Accepts the connections of a client that is given its `dialer`, in the order in which it opens them. */
export class MemoryPeer {
  readonly #network = new MemoryNetwork();
  readonly dialer = this.#network.dialer;

  async accept(): Promise<PeerConnection> {
    const wire = await this.#network.accept();
    assert.ok(wire !== undefined);
    return new PeerConnection(wire);
  }
}
