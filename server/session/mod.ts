/**
 * The connections of members, from `welcome` to close.
 * @module
 */
export { DRAIN_MS } from "./silence.ts";
export { Sessions } from "./sessions.ts";
