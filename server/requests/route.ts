/**
 * What is done about one type of request.
 * @module
 */
import type { Request, RequestType } from "../../protocol/messages.ts";
import type { Change } from "../store/mod.ts";
import type { Caller } from "./caller.ts";

export type RequestOf<T extends RequestType> = Extract<Request, { type: T }>;

interface AnyRoute {
  /** The rate it counts against. */
  readonly rate: "requests" | "offers" | "queries" | "none";
  /** A muted member may not do it. */
  readonly isSpeaking?: true;
}

/**
 * A request that is a change. Its sender may send it again under the same id, and hears what became
 * of it.
 */
export interface ChangeRoute<T extends RequestType> extends AnyRoute {
  /** The change that it asks for. @throws {ProtocolError} with what is answered. */
  readonly changeOf: (caller: Caller, request: RequestOf<T>) => Change;
  /**
   * Nothing further is read from the caller until it is known what became of it: what comes next
   * relies on that.
   */
  readonly isAwaited: boolean;
  /** Its sender gets the entry, too: it says more than was sent. */
  readonly isShown?: true;
}

/** Any other request. */
export interface AnswerRoute<T extends RequestType> extends AnyRoute {
  /**
   * Carries it out. Nothing further is read from the caller until then. @throws {ProtocolError}
   * with what is answered.
   */
  readonly handle: (caller: Caller, request: RequestOf<T>) => void | Promise<void>;
}

export type Route<T extends RequestType> = ChangeRoute<T> | AnswerRoute<T>;
