/**
 * Opening a TCP connection, with failures that people understand.
 * @module
 */
import { lacksZone } from "../../../protocol/address.ts";
import { printable } from "../../../protocol/text.ts";
import type { Address } from "../../../protocol/address.ts";
import { Failure, type FailureCode, failureText } from "../base/mod.ts";

/** Time for a TCP connection to come about. */
export const CONNECT_TIMEOUT_MS = 10_000;

/**
 * A connection to `address`, without Nagle's delay.
 * @throws {Failure} `left` if `signal` is aborted, else with one of the network codes.
 */
export async function dial(address: Address, signal: AbortSignal): Promise<Deno.TcpConn> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), CONNECT_TIMEOUT_MS);
  try {
    const conn = await Deno.connect({
      hostname: address.host,
      port: address.port,
      signal: AbortSignal.any([signal, timeout.signal]),
    });
    conn.setNoDelay(true);
    return conn;
  } catch (error) {
    if (signal.aborted) throw new Failure("left");
    throw timeout.signal.aborted ? new Failure("timeout") : networkFailure(error, address);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The failure that an error of a socket to `address` stands for. What is not known is told in the
 * system's words.
 */
export function networkFailure(error: unknown, { host }: Pick<Address, "host">): Failure {
  const code = networkCode(error);
  const [, zone] = host.split("%");
  if (lacksZone(host)) return new Failure("unreachable", NEEDS_ZONE);
  if (code === "unknown_host" && zone !== undefined) {
    return new Failure(code, `This machine has no network interface ${zone}`);
  }
  if (code !== "unreachable") return new Failure(code);
  return new Failure(code, `${failureText(code)} (${printable((error as Error).message)})`);
}

const NEEDS_ZONE =
  "A link-local address needs the network interface of this machine: [fe80::1%eth0]:5050";

/** The code for an error of a socket. */
function networkCode(error: unknown): FailureCode {
  const { code, message = "" } = error as { code?: string; message?: string };
  if (code === "ECONNREFUSED") return "connection_refused";
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH") return "no_route";
  if (code === "ETIMEDOUT") return "timeout";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "unknown_host";
  if (code === "ECONNRESET" || code === "EPIPE") return "closed_at_once";
  // Neither a look-up that failed nor an end within a handshake has a code of its own.
  if (/look ?up|no such host|not known/i.test(message)) return "unknown_host";
  return error instanceof Deno.errors.UnexpectedEof ? "closed_at_once" : "unreachable";
}
