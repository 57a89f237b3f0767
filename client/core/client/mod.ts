/**
 * A member of a room as front ends drive it.
 * @module
 */
export { Client, MAX_UNACKNOWLEDGED } from "./client.ts";
export type { ClientOptions } from "./client_options.ts";
