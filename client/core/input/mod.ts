/**
 * What people type.
 * @module
 */
export type { Action, Command } from "./command.ts";
export { CommandTable } from "./command_table.ts";
export { type Outcome, TypedInput } from "./typed_input.ts";
export { typedPaths } from "./typed_paths.ts";
