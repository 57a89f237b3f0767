/**
 * Who asks.
 * @module
 */
import type { Budget, LimitName } from "../base/mod.ts";
import type { Member, Room } from "../rooms/mod.ts";
import type { Change, Outcome } from "../store/mod.ts";

/** What the sender of a change is told of its outcome. */
export type Answer = (outcome: Outcome) => readonly object[];

/** A welcomed member, as far as requests are concerned. */
export interface Caller {
  readonly member: Member;
  /** Where it is, and what a request means that names no room. */
  readonly room: Room;
  /** Its network address, without the port. */
  readonly host: string;
  readonly budget: Budget;
  /** So much is on its way to it that it has to wait with further requests. */
  readonly isCongested: boolean;
  /** Resolves when what was on its way has been handed over. */
  relieved(): Promise<void>;
  /** Sends it `line`, before anything of the log that was not handed over yet. */
  reply(line: object): void;
  /**
   * Appends its change; it gets what `answer` returns in the place of the entry. Resolves when that
   * is known.
   */
  append(change: Change, answer: Answer): Promise<Outcome>;
  /** The same for those who need not wait. */
  enqueue(change: Change, answer: Answer): void;
  /** Waits `ms` because of `limit`, or until it has gone. */
  pause(ms: number, limit: LimitName): Promise<void>;
  /** It has said that it is going. */
  quit(): void;
}
