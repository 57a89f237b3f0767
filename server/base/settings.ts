/**
 * What an operator decides.
 * @module
 */
import { MAX_LINE_BYTES, MAX_NAME_CHARS, MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import type { Limits } from "../../protocol/messages.ts";
import type { ServerLimits } from "./limit_table.ts";

export interface Settings {
  /** Name of the room that newcomers are in. */
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
