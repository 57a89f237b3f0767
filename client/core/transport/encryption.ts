/**
 * How connections are encrypted.
 * @module
 */
import type { KnownHosts } from "./known_hosts.ts";

/** Whom a client takes for its server. */
export interface Encryption {
  /** Of the invite: the only certificate that is accepted. */
  readonly fingerprint: string | undefined;
  readonly knownHosts: KnownHosts;
}
