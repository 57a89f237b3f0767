/**
 * Facts about a room and its server.
 * @module
 */
import type { Clock } from "../../protocol/clock.ts";
import { PROTOCOL_VERSION } from "../../protocol/limits.ts";
import { limitsOf, type Settings } from "../base/mod.ts";
import type { Files } from "../files/mod.ts";
import type { Log } from "../log/mod.ts";
import type { Route } from "./route.ts";

/** What is told about. */
export interface InfoParts {
  readonly log: Log;
  readonly files: Files;
  readonly settings: Settings;
  readonly clock: Clock;
  /** Monotonic ms when the server started. */
  readonly startedAt: number;
  readonly isEncrypted: boolean;
}

export function infoRoute(parts: InfoParts): Route<"info"> {
  const { log, files, settings, clock, startedAt, isEncrypted } = parts;
  return {
    rate: "requests",
    handle(caller) {
      const totals = files.totals();
      caller.reply({
        type: "info",
        room: caller.room.name,
        members: caller.room.presentCount,
        server: settings.agent,
        protocol: PROTOCOL_VERSION,
        uptimeMs: Math.round(clock.monotonic() - startedAt),
        entries: log.lastSeq,
        files: totals.files,
        fileBytes: totals.bytes,
        encrypted: isEncrypted,
        limits: limitsOf(settings),
      });
    },
  };
}
