/**
 * What a client has of its room, and what changes with it.
 * @module
 */
import type { EventBody } from "../base/mod.ts";
import type { Transfers } from "../transfers/mod.ts";
import type { AcceptPolicy } from "./accept.ts";
import type { Games } from "./games.ts";
import type { Exchange } from "./exchange.ts";
import type { Memory } from "./memory.ts";
import type { RoomState } from "./state.ts";

/** The parts of a client that a welcome and the lines after it change. */
export interface RoomParts {
  readonly state: RoomState;
  readonly exchange: Exchange;
  readonly games: Games;
  readonly transfers: Transfers;
  readonly accept: AcceptPolicy;
  readonly memory: Memory | undefined;
  /** The start of all ids of this client. */
  readonly idPrefix: string;
  /** `at` is given for what has a time of its own. */
  readonly emit: (event: EventBody, at?: string) => void;
  /** Resolves after `ms`, or when the client ends. */
  readonly pause: (ms: number) => Promise<void>;
}
