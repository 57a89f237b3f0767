/**
 * What became of a change.
 * @module
 */
import type { ErrorCode } from "../../protocol/errors.ts";
import type { EntryType } from "../../protocol/messages.ts";

/**
 * Somebody as far as restrictions tell people apart: a key, or for a guest what its network address
 * counts as.
 */
export interface Subject {
  readonly key: string | undefined;
  readonly address: string | undefined;
}

/** What an entry is about, where its change does not say so. */
export interface About {
  /** The member that it is about. */
  readonly member?: number | undefined;
  /** The name that it speaks of. */
  readonly name?: string | undefined;
  /** Whom it keeps out or silences. */
  readonly subject?: Subject | undefined;
}

/** It is an entry of a room's log now. */
export interface EnteredOutcome extends About {
  readonly kind: "entered";
  readonly seq: number;
  readonly room: number;
  readonly entry: EntryType;
  /** The entry as it travels, its line break included. */
  readonly line: string;
}

/** It is stored, and not an entry. */
export interface DoneOutcome {
  readonly kind: "done";
  readonly member?: number | undefined;
}

/** Its author sent it before: that is the entry `seq`. */
export interface DuplicateOutcome {
  readonly kind: "duplicate";
  readonly seq: number;
}

/** It may not be; nothing was stored. */
export interface RefusedOutcome {
  readonly kind: "refused";
  readonly code: ErrorCode;
  /** Says more than the code's own sentence. */
  readonly text?: string | undefined;
}

export type Outcome = EnteredOutcome | DoneOutcome | DuplicateOutcome | RefusedOutcome;

export const DONE: DoneOutcome = { kind: "done" };

export function refused(code: ErrorCode, text?: string): RefusedOutcome {
  return { kind: "refused", code, text };
}
