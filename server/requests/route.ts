/**
 * What is done about one type of request.
 * @module
 */
import type { Request, RequestType } from "../../protocol/messages.ts";
import type { Caller } from "./caller.ts";

export type RequestOf<T extends RequestType> = Extract<Request, { type: T }>;

export interface Route<T extends RequestType> {
  /** The rate it counts against. */
  readonly rate: "requests" | "queries" | "none";
  /** A muted member may not do it. */
  readonly isSpeaking?: true;
  /**
   * Carries it out. Nothing further is read from the caller until it is done; what need not be waited for is not.
   * @throws {ProtocolError} with what is answered.
   */
  readonly handle: (caller: Caller, request: RequestOf<T>) => void | Promise<void>;
}
