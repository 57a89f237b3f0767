/**
 * The server's half of the program.
 * @module
 */
export { serveCommand } from "./process/mod.ts";
