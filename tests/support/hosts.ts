/**
 * What can be relied on of hosts and networks, wherever tests run.
 * @module
 */

/**
 * No system looks this name up, since a label of 64 characters is none (RFC 1035, 2.3.4): so what
 * becomes of it is the same without a resolver, and with one that knows every name.
 */
export const NO_HOST = `${"x".repeat(64)}.invalid`;

/** Has this machine IPv6, at least on its loopback? */
export function hasIpv6(): boolean {
  try {
    Deno.listen({ hostname: "::1", port: 0 }).close();
    return true;
  } catch {
    return false;
  }
}
