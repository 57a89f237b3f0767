/**
 * Sockets as wires.
 * @module
 */
import { SocketWire } from "../../../protocol/socket_wire.ts";
import type { Wire } from "../../../protocol/wire.ts";
import { shutDown } from "./system_sockets.ts";

/** The wire that the plain connection `conn` is. What is written goes out at once. */
export function plainWire(conn: Deno.TcpConn): Wire {
  conn.setNoDelay(true);
  return new SocketWire(conn);
}

/** The wire that the encrypted connection `conn` is, whose handshake may not have begun. */
export function tlsWire(conn: Deno.TlsConn): Wire {
  return new TlsWire(conn);
}

class TlsWire extends SocketWire {
  #isShakingHands = true;

  constructor(protected override readonly conn: Deno.TlsConn) {
    super(conn);
    // Whoever reads learns of a failure as well.
    conn.handshake().catch(() => {}).finally(() => this.#isShakingHands = false);
  }

  override close(): void {
    const { port } = this.conn.localAddr as Deno.NetAddr;
    super.close();
    // The runtime would wait for the peer, and hold the descriptor as long.
    if (this.#isShakingHands) shutDown(port, this.peer);
    this.#isShakingHands = false;
  }
}
