/**
 * The front end of plain lines, for people without a terminal, and of JSON, for programs.
 * @module
 */
export { oneLine } from "./format.ts";
export { MAX_INPUT_LINE_CHARS } from "./input.ts";
export { renderLines } from "./lines.ts";
export { runLines } from "./run_lines.ts";
