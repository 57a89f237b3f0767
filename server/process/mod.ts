/**
 * `chat serve` as a process. What it does is loaded when it is done.
 * @module
 */
export { serveCommand } from "./command.ts";
