/**
 * The front end of a terminal.
 * @module
 */
export { runOwnTerminal } from "./own_terminal.ts";
export type { ImageMode } from "./pictures/picture_display.ts";
