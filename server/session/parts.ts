/**
 * What sessions rely on.
 * @module
 */
import type { Clock } from "../../protocol/clock.ts";
import type { Budgets, Observer, Settings, Traffic } from "../base/mod.ts";
import type { Log } from "../log/mod.ts";
import type { LineHandler } from "../requests/mod.ts";
import type { Archive, Moderation, Presence, Rooms } from "../rooms/mod.ts";
import type { Store } from "../store/mod.ts";

export interface SessionParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly observe: Observer;
  readonly traffic: Traffic;
  readonly budgets: Budgets;
  readonly log: Log;
  readonly rooms: Rooms;
  readonly store: Store;
  readonly presence: Presence;
  readonly archive: Archive;
  readonly moderation: Moderation;
  readonly handleLine: LineHandler;
}
