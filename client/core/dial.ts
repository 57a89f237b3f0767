/**
 * Opening a TCP connection, with failures that people understand.
 * @module
 */
import type { Address } from "./address.ts";
import { Failure, type FailureCode } from "./failures.ts";

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
    throw new Failure(timeout.signal.aborted ? "timeout" : networkCode(error));
  } finally {
    clearTimeout(timer);
  }
}

/** The failure that an error of `Deno.connect` stands for. */
export function networkCode(error: unknown): FailureCode {
  const { code, message = "" } = error as { code?: string; message?: string };
  if (code === "ECONNREFUSED") return "connection_refused";
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH") return "no_route";
  if (code === "ETIMEDOUT") return "timeout";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "unknown_host";
  // A failed look-up has no code of its own.
  return /look ?up|no such host|not known/i.test(message) ? "unknown_host" : "unreachable";
}
