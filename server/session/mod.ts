/**
 * The connections of members, from `welcome` to close.
 * @module
 */
export { Sessions } from "./sessions.ts";
