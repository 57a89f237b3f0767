/**
 * Looking at a server without telling it anything.
 * @module
 */
import tls from "node:tls";
import { PEER_NAME } from "../../../protocol/certificate.ts";
import { readLines, writeAll } from "../../../protocol/lines.ts";
import { MAX_HELLO_LINE_BYTES } from "../../../protocol/limits.ts";
import { parseLine, Reply } from "../../../protocol/messages.ts";
import type { Address } from "../../../protocol/address.ts";
import { CONNECT_TIMEOUT_MS, dial, networkFailure } from "./dial.ts";
import { Relay } from "./relay.ts";
import { Failure } from "../base/mod.ts";

/** Time for a server that speaks no TLS to say what it is: a round trip on a slow network. */
const IDENTIFY_MS = 3_000;

/**
 * The certificate (DER) that the server at `address` shows. Nothing proves yet that it has the key;
 * no byte of application data is sent.
 * @throws {Failure} with a network code, `left` if `signal` is aborted, `closed_at_once` if it says
 * nothing at all, or `no_tls` if it speaks no TLS.
 */
export async function learnCertificate(address: Address, signal: AbortSignal): Promise<Uint8Array> {
  // The runtime's own connections do not show the certificate of the peer. Those that node's API
  // makes do, but they reach fewer addresses (no link-local ones), and take no connection of the
  // runtime in every version that executables are compiled with. So whom they dial is a relay to
  // the one that was dialled here.
  await using relay = new Relay(await dial(address, signal));
  const socket = tls.connect({
    host: "127.0.0.1",
    port: relay.port,
    servername: PEER_NAME,
    rejectUnauthorized: false,
  });
  const seen = Promise.withResolvers<Uint8Array>();
  const onAbort = () => seen.reject(new Failure("left"));
  const timer = setTimeout(() => seen.reject(new Failure("timeout")), CONNECT_TIMEOUT_MS);
  signal.addEventListener("abort", onAbort);
  socket.on("secureConnect", () => {
    const { raw } = socket.getPeerCertificate(true);
    if (raw === undefined) seen.reject(new Failure("no_tls"));
    else seen.resolve(Uint8Array.from(raw));
  });
  socket.on("error", (error) => seen.reject(tlsFailure(error, address)));
  socket.on("close", () => seen.reject(new Failure("closed_at_once")));
  try {
    return await seen.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    socket.destroy();
  }
}

/**
 * What an error before the end of a handshake tells: of the peer's TLS, in one of two words for it,
 * or of the network.
 */
function tlsFailure(error: Error & { code?: string }, address: Address): Failure {
  const isOfTls = error.code?.startsWith("ERR_SSL_") || error instanceof Deno.errors.InvalidData;
  return isOfTls ? new Failure("no_tls") : networkFailure(error, address);
}

/**
 * Is the server at `address`, which speaks no TLS, one of ours that does not encrypt? It is asked
 * with an empty line.
 */
export async function isPlainServer(address: Address, signal: AbortSignal): Promise<boolean> {
  const conn = await dial(address, signal);
  const timer = setTimeout(() => conn.close(), IDENTIFY_MS);
  try {
    await writeAll(conn, new TextEncoder().encode("\n"));
    for await (const line of readLines(conn, { maxLineBytes: MAX_HELLO_LINE_BYTES })) {
      return parseLine(Reply, line).type === "error";
    }
    return false;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    try {
      conn.close();
    } catch {
      // The timer closed it.
    }
  }
}
