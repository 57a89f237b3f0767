/**
 * What the page in the browser and its channel know of the core: a door of its own, because most of
 * what is behind `mod.ts` needs Deno, and the page would grow by it.
 * @module
 */
export {
  type ClientEvent,
  type FailureCode,
  failureText,
  knownText,
  type ServerFacts,
} from "./base/mod.ts";
export {
  type Candidate,
  type CommandWords,
  type Completions,
  completionsAt,
  type Link,
  linkAt,
  literal,
  looksLikeCommand,
  type Mention,
  MentionFinder,
  mentions,
  pastedText,
  UNSPACED,
} from "./text/mod.ts";
