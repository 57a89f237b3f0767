/**
 * What a client is given.
 * @module
 */
import type { Address } from "../../../protocol/address.ts";
import { sleep } from "../../../protocol/sleep.ts";
import type { AcceptPolicy, Memory } from "../room/mod.ts";
import type { Encryption } from "../transport/mod.ts";
import type { Identity } from "../link/mod.ts";

/** Where chance and time come from. */
export interface Surroundings {
  /** From 0 to 1. */
  readonly random: () => number;
  /** Monotonic time in ms. */
  readonly now: () => number;
  /** The time of day in ms since 1970. */
  readonly wallClock: () => number;
  /** Resolves after `ms` or when `signal` is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 64 random bits as hex: the start of this client's ids. */
  readonly mark: string;
}

/** Options of a client. */
export interface ClientOptions extends Surroundings {
  readonly address: Address;
  /** Without it, connections are not encrypted. */
  readonly encryption?: Encryption | undefined;
  readonly name: string;
  /** The key that the name is to belong to; a guest has none. */
  readonly identity?: Identity | undefined;
  /** Of the room. */
  readonly password?: string | undefined;
  /** The folder for received files; made when the first one comes. Without one, none can be saved. */
  readonly downloads: string | undefined;
  readonly accept: AcceptPolicy;
  /** How long to try to come back after a lost connection; `Infinity`: for ever; 0: not at all. */
  readonly reconnectMs: number;
  /** How many messages and files to replay at first; the server decides if it is not given. */
  readonly history?: number | undefined;
  /** What the client remembers between its runs; without it, a run that is killed leaves nothing to come back to. */
  readonly memory?: Memory | undefined;
  /** Program and version, for the server's log. */
  readonly agent: string;
}

/** The real ones. */
export function realSurroundings(): Surroundings {
  const mark = crypto.getRandomValues(new Uint8Array(8)).toHex();
  return {
    random: Math.random,
    now: () => performance.now(),
    wallClock: Date.now,
    sleep,
    mark,
  };
}
