/**
 * What a client is given.
 * @module
 */
import type { Address } from "../../../protocol/address.ts";
import type { Game } from "../../../protocol/games/mod.ts";
import type { Surroundings } from "../base/mod.ts";
import type { Identity } from "../link/mod.ts";
import type { AcceptPolicy, Memory } from "../room/mod.ts";
import type { Dialer, Encryption } from "../transport/mod.ts";

/** Options of a client. */
export interface ClientOptions extends Surroundings {
  readonly address: Address;
  /** Without it, connections are not encrypted. */
  readonly encryption?: Encryption | undefined;
  /** Reaches the server in a way of its own, and answers for `encryption`; over TCP by default. */
  readonly dialer?: Dialer | undefined;
  readonly name: string;
  /** The key that the name is to belong to; a guest has none. */
  readonly identity?: Identity | undefined;
  /** Of the room. */
  readonly password?: string | undefined;
  /**
   * The folder for received files; made when the first one comes. Without one, none can be saved.
   */
  readonly downloads: string | undefined;
  readonly accept: AcceptPolicy;
  /** How long to try to come back after a lost connection; `Infinity`: for ever; 0: not at all. */
  readonly reconnectMs: number;
  /** How many messages and files to replay at first; the server decides if it is not given. */
  readonly history?: number | undefined;
  /**
   * What the client remembers between its runs; without it, a run that is killed leaves nothing to
   * come back to.
   */
  readonly memory?: Memory | undefined;
  /** Those that can be played; the usual ones by default. */
  readonly games?: readonly Game[] | undefined;
  /** Program and version, for the server's log. */
  readonly agent: string;
}
