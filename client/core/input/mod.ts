/**
 * What people type.
 * @module
 */
export {
  type CommandName,
  COMMANDS,
  type Deed,
  type Input,
  type Moderation,
  parseInput,
  usageOf,
} from "./commands.ts";
export { nearestOf } from "./nearest.ts";
export { runInput } from "./run_input.ts";
export { expandHome } from "./split_words.ts";
