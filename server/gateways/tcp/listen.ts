/**
 * The way in over TCP, encrypted or not.
 * @module
 */
import type { Wire } from "../../../protocol/wire.ts";
import { acceptConnections, type AcceptOptions } from "./accept.ts";
import { plainWire, tlsWire } from "./socket_wire.ts";
import { acceptWithoutDelay } from "./system_sockets.ts";

/**
 * Connections that the system keeps until they are accepted: all of a crowd's; those beyond would
 * come a second later.
 */
const ACCEPT_BACKLOG = 4_096;

/** Where to listen, and with what to encrypt. */
export interface TcpOptions {
  readonly hostname: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Chain and private key in PEM; without them connections are not encrypted. */
  readonly certificate: { readonly cert: string; readonly key: string } | undefined;
}

/** An open port. */
export interface Gateway {
  readonly address: Deno.NetAddr;
  /** Yields what comes in until the signal. */
  accept(options: AcceptOptions): AsyncGenerator<Wire>;
  /** Nobody comes in any more. */
  close(): void;
}

/** Opens a port. @throws what listening throws. */
export function listenTcp({ hostname, port, certificate }: TcpOptions): Gateway {
  const address = { hostname, port, tcpBacklog: ACCEPT_BACKLOG };
  if (certificate === undefined) return gatewayOf(Deno.listen(address), plainWire);
  const { cert, key } = certificate;
  const gateway = gatewayOf(Deno.listenTls({ ...address, cert, key }), tlsWire);
  acceptWithoutDelay(gateway.address);
  return gateway;
}

function gatewayOf<C extends Deno.Conn>(
  listener: Deno.Listener<C>,
  wireOf: (conn: C) => Wire,
): Gateway {
  return {
    address: listener.addr as Deno.NetAddr,
    async *accept(options) {
      for await (const conn of acceptConnections(listener, options)) yield wireOf(conn);
    },
    close: () => listener.close(),
  };
}
