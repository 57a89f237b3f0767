/**
 * What the files need of the server.
 * @module
 */
import type { Observer } from "../base/events.ts";
import type { Log } from "../log/log.ts";
import type { Settings } from "../parts.ts";
import type { Clock } from "../base/clock.ts";
import type { Room } from "../rooms/room.ts";
import type { Session } from "../session/session.ts";
import type { Store } from "../store/store.ts";
import type { Traffic } from "../base/traffic.ts";
import type { Spool } from "./spool.ts";

/** The parts of a server that files are stored in, announced by and told to. */
export interface FilesParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly observe: Observer;
  readonly log: Log;
  readonly room: Room;
  readonly store: Store;
  readonly spool: Spool;
  readonly traffic: Traffic;
  /** The connection of a member, if there is one. */
  readonly sessionOf: (author: number) => Session | undefined;
}
