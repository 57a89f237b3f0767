/**
 * A socket as a wire.
 * @module
 */
import type { Peer, Wire } from "./wire.ts";

/** The wire that `conn` is. Whether small writes wait for more is for its maker to set. */
export class SocketWire implements Wire {
  readonly peer: Peer;

  constructor(protected readonly conn: Deno.TcpConn | Deno.TlsConn) {
    const { hostname, port } = conn.remoteAddr as Deno.NetAddr;
    this.peer = { hostname, port };
  }

  read(buffer: Uint8Array): Promise<number | null> {
    return this.conn.read(buffer);
  }

  write(bytes: Uint8Array): Promise<number> {
    return this.conn.write(bytes);
  }

  closeWrite(): Promise<void> {
    return this.conn.closeWrite();
  }

  close(): void {
    try {
      this.conn.close();
    } catch {
      // It was closed already.
    }
  }
}
