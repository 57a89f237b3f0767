/**
 * Connections of the load generator.
 * @module
 */
import { PEER_NAME } from "../../../protocol/certificate.ts";

/** A server on this machine. */
export interface Address {
  readonly port: number;
  /** The certificate of a server that encrypts, in PEM; the only one that is trusted. */
  readonly certificate?: string | undefined;
}

/**
 * Connects without Nagle's algorithm, and encrypted if the server has a certificate; `before` the encryption the server may
 * have something to say.
 */
export async function connectTo(
  { port, certificate }: Address,
  before?: (conn: Deno.TcpConn) => Promise<void>,
): Promise<Deno.Conn> {
  const conn = await Deno.connect({ hostname: "127.0.0.1", port });
  conn.setNoDelay(true);
  if (certificate === undefined) return conn;
  await before?.(conn);
  return await Deno.startTls(conn, { hostname: PEER_NAME, caCerts: [certificate] });
}
