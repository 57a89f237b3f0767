/**
 * A socket as a wire.
 * @module
 */
import type { Peer, Wire } from "./wire.ts";

/** The wire that `conn` is. What is written goes out at once, where the runtime can be told so. */
export function socketWire(conn: Deno.TcpConn | Deno.TlsConn): Wire {
  // The runtime has no such switch for encrypted connections; it has to be set before.
  if ("setNoDelay" in conn) conn.setNoDelay(true);
  return new SocketWire(conn);
}

class SocketWire implements Wire {
  readonly peer: Peer;
  readonly #conn: Deno.TcpConn | Deno.TlsConn;

  constructor(conn: Deno.TcpConn | Deno.TlsConn) {
    this.#conn = conn;
    const { hostname, port } = conn.remoteAddr as Deno.NetAddr;
    this.peer = { hostname, port };
  }

  read(buffer: Uint8Array): Promise<number | null> {
    return this.#conn.read(buffer);
  }

  write(bytes: Uint8Array): Promise<number> {
    return this.#conn.write(bytes);
  }

  closeWrite(): Promise<void> {
    return this.#conn.closeWrite();
  }

  close(): void {
    try {
      this.#conn.close();
    } catch {
      // It was closed already.
    }
  }
}
