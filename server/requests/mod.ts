/**
 * What members may ask for. Knows who asks only as a {@linkcode Caller}: no sessions, no sockets.
 * @module
 */
export type { Caller } from "./caller.ts";
export { type LineHandler, lineHandler } from "./handle_line.ts";
