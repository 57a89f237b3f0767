/**
 * The front end of a window: a page in a browser, and the server on this machine that it comes from.
 * @module
 */
export { runGui } from "./run_gui.ts";
