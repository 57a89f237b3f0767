/**
 * What comes into the log, and who hears of it.
 * @module
 */
import type { Applied, Change, Outcome } from "../store/mod.ts";
import type { RoomLog } from "./room_log.ts";

/** Who reads a room's log and wants to write into it itself. */
export interface Writer {
  /** In the place of the entry `seq` of `room` it gets `lines`. */
  own(room: RoomLog, seq: number, lines: readonly object[]): void;
  /** Sends it `line`, which has no place in a log. */
  reply(line: object): void;
}

/** A change on its way into the log. */
export interface Draft {
  readonly change: Change;
  /** Whose change it is … */
  readonly writer?: Writer | undefined;
  /**
   * … and what it is told of the outcome: in the place of the entry if there is one, so in the
   * order of what it asked.
   */
  readonly answer?: ((outcome: Outcome) => readonly object[]) | undefined;
}

/**
 * Keeps something in memory in step with the tables. Told of every change that was applied, whoever
 * made it.
 */
export interface Projection {
  /** The kinds of changes that it has to do with; of others it is not told. */
  readonly concerns: readonly Change["type"][];
  /**
   * It is stored, and no reader has been told yet. Must not wait; what it throws is reported and
   * keeps nobody else from being told.
   */
  applied(applied: Applied): void;
}
