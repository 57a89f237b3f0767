/**
 * What stands in texts and names, without anything that a browser does not have.
 * @module
 */
export {
  type Argument,
  type Candidate,
  type CommandWords,
  type Completions,
  completionsAt,
  type PathBegun,
} from "./completion.ts";
export { literal, looksLikeCommand, pastedText, spoken, withoutClosingBreaks } from "./literal.ts";
export { type Mention, MentionFinder, mentions } from "./mentions.ts";
export { isWholeName, leadingName, wholeName } from "./typed_names.ts";
