/**
 * What every part of the core stands on: events, failures, waiting.
 * @module
 */
export { backoffMs } from "./backoff.ts";
export type {
  BoardCell,
  ClientEvent,
  EventBody,
  FileEvent,
  GameEvent,
  MessageEvent,
  PastEvent,
  TransferEvent,
  TransferState,
} from "./events.ts";
export {
  asFailure,
  Failure,
  type FailureCode,
  failureText,
  isOwnDetail,
  knownText,
  mayContinue,
  mayReconnect,
  receiptText,
  serverCode,
  toldText,
} from "./failures.ts";
export type { ServerFacts } from "./server_facts.ts";
export { realSurroundings, type Surroundings } from "./surroundings.ts";
export { textFailure } from "./text_failure.ts";
export { Waiters } from "./waiters.ts";
