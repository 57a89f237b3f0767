/**
 * What people type.
 * @module
 */
export type { CommandName } from "./command.ts";
export { COMMANDS, type Input, parseInput, usageOf } from "./commands.ts";
export { nearestOf } from "./nearest.ts";
export { runInput } from "./run_input.ts";
