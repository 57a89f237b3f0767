/**
 * The connection to a server: its greeting, its life, and when to come back.
 * @module
 */
export { Connection, type ConnectionEnd } from "./connection.ts";
export { type Identity, loadIdentity } from "./identity.ts";
export type { LinkState } from "./link.ts";
export { runLink } from "./run_link.ts";
