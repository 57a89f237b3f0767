/**
 * How a server is reached, and how it is known to be the right one.
 * @module
 */
export type { Dialer } from "./dialer.ts";
export { dialerFor } from "./dialer_for.ts";
export type { Encryption } from "./encryption.ts";
export { type KnownHost, KnownHosts } from "./known_hosts.ts";
export { lookAtServer } from "./look_at_server.ts";
export { learnCertificate } from "./probe.ts";
