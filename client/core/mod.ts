/**
 * The client without a face: the one door for front ends and commands (`page.ts` for the browser).
 * @module
 */
export {
  asFailure,
  type BoardCell,
  type ClientEvent,
  Failure,
  failureText,
  type FileEvent,
  type GameEvent,
  isOwnDetail,
  type MessageEvent,
  type PastEvent,
  realSurroundings,
  receiptText,
  type ServerFacts,
  textFailure,
  toldText,
  type TransferEvent,
  Waiters,
} from "./base/mod.ts";
export { Client, type ClientOptions } from "./client/mod.ts";
export {
  type Command,
  type CommandTable,
  type Outcome,
  TypedInput,
  typedPaths,
} from "./input/mod.ts";
export { type Identity, loadIdentity } from "./link/mod.ts";
export { type AcceptPolicy, gameText, Memory } from "./room/mod.ts";
export { MAX_REMEMBERED_FILES, type PartialFile, savingFailure } from "./transfers/mod.ts";
export {
  type Candidate,
  type Completions,
  completionsAt,
  linksIn,
  mentions,
  pastedText,
  type PathBegun,
  withoutClosingBreaks,
} from "./text/mod.ts";
export { type KnownHost, KnownHosts, learnCertificate, lookAtServer } from "./transport/mod.ts";
