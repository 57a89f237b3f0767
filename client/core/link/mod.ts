/**
 * The connection to a server: its greeting, its life, and when to come back.
 * @module
 */
export { type Identity, loadIdentity } from "./identity.ts";
export type { LinkState } from "./link.ts";
export { type LinkUser, Uplink } from "./uplink.ts";
