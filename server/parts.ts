/**
 * What sessions and transfers share: the parts of one running server.
 * @module
 */
import { MAX_LINE_BYTES, MAX_NAME_CHARS, MAX_TEXT_BYTES } from "../protocol/limits.ts";
import type { Limits } from "../protocol/messages.ts";
import type { Authentication } from "./door/authentication.ts";
import type { Budgets } from "./session/budgets.ts";
import type { Observer } from "./base/events.ts";
import type { Files } from "./files/files.ts";
import type { ServerLimits } from "./base/limit_table.ts";
import type { Log } from "./log/log.ts";
import type { Moderation } from "./rooms/moderation.ts";
import type { OwnedNames } from "./rooms/names.ts";
import type { Clock } from "./base/clock.ts";
import type { Presence } from "./rooms/presence.ts";
import type { Archive } from "./rooms/archive.ts";
import type { PrivateRooms } from "./rooms/private_rooms.ts";
import type { Room } from "./rooms/room.ts";
import type { Session } from "./session/session.ts";
import type { Traffic } from "./base/traffic.ts";

/** What an operator decides. */
export interface Settings {
  readonly room: string;
  /** Messages and files replayed to a newcomer. */
  readonly history: number;
  readonly limits: ServerLimits;
  /** Limits by address count for this machine as well. */
  readonly limitLoopback: boolean;
  /** Fingerprints of keys that may keep order. */
  readonly operators: readonly string[];
  /** Nobody without a key gets in. */
  readonly requireIdentity: boolean;
  readonly keepFilesMs: number;
  /** What is acknowledged survives a loss of power, too. */
  readonly fsync: boolean;
  /** Program and version, as told to clients. */
  readonly agent: string;
}

/** The parts of one running server. */
export interface Parts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly observe: Observer;
  readonly logId: string;
  readonly log: Log;
  readonly room: Room;
  readonly privateRooms: PrivateRooms;
  readonly archive: Archive;
  readonly presence: Presence;
  readonly names: OwnedNames;
  readonly authentication: Authentication;
  readonly moderation: Moderation;
  readonly files: Files;
  /** Every welcomed connection, by the author it belongs to. */
  readonly sessions: Map<number, Session>;
  /** SHA-256 of the certificate, empty without encryption: what proofs are bound to. */
  readonly binding: Uint8Array;
  /** Monotonic ms when it started. */
  readonly startedAt: number;
  readonly traffic: Traffic;
  readonly budgets: Budgets;
}

/** What this server accepts, as told in `welcome`. */
export function limitsOf({ limits }: Settings): Limits {
  return {
    lineBytes: MAX_LINE_BYTES,
    textBytes: MAX_TEXT_BYTES,
    nameChars: MAX_NAME_CHARS,
    fileBytes: limits.maxFile,
    ratePerSecond: limits.rateLimit === Infinity ? 0 : limits.rateLimit,
  };
}
