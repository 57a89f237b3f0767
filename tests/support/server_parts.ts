/**
 * The parts of a server without sockets and processes, whose time the test makes.
 * @module
 */
import assert from "node:assert/strict";
import type { ServerEvent } from "../../server/base/events.ts";
import { limitsFrom } from "../../server/base/limit_table.ts";
import type { Settings } from "../../server/base/settings.ts";
import { EmbeddedSequencer } from "../../server/log/embedded/embedded_sequencer.ts";
import { Log } from "../../server/log/log.ts";
import { Presence } from "../../server/rooms/presence.ts";
import { Rooms } from "../../server/rooms/rooms.ts";
import { Roster } from "../../server/rooms/roster.ts";
import { openStore } from "./store.ts";
import { TestClock } from "./test_clock.ts";

/** Settings as `chat serve` has them, without rates. */
export const SETTINGS: Settings = {
  room: "main",
  history: 50,
  limits: limitsFrom({ rateLimit: Infinity }),
  limitLoopback: false,
  operators: [],
  requireIdentity: false,
  keepFilesMs: 1e12,
  fsync: false,
  agent: "chat test",
};

/** A log with members and rooms over `opened`, as a server has them. */
export function serverParts(opened: ReturnType<typeof openStore> = openStore()) {
  const { db, store } = opened;
  const clock = new TestClock();
  const events: ServerEvent[] = [];
  const observe = (event: ServerEvent) => void events.push(event);
  const log = new Log(store, new EmbeddedSequencer(), {
    clock,
    onError: (error) => assert.fail(String(error)),
  });
  const rooms = new Rooms(log.rooms, SETTINGS.room);
  const roster = new Roster(rooms, store, {
    monotonic: () => clock.monotonic(),
    wall: () => clock.wall(),
  });
  const presence = new Presence({ roster, log, clock, observe });
  log.project(roster);
  log.project(presence);
  const close = async () => {
    await log.settled();
    store[Symbol.dispose]();
  };
  return { db, store, clock, events, observe, log, rooms, roster, presence, close };
}
