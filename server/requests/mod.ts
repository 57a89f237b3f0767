/**
 * What members may ask for. Knows who asks only as a {@linkcode Caller}: no sessions, no sockets.
 * @module
 */
export type { Caller } from "./caller.ts";
export { lineHandler, type LineHandler } from "./handle_line.ts";
