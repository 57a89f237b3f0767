/**
 * The logs of the rooms that somebody reads.
 * @module
 */
import { type History, RoomLog } from "./room_log.ts";

/** What a log begins with. */
export interface StoredLogs extends History {
  /** The newest entry of `room`; 0 if there is none. */
  lastSeqOf(room: number): number;
}

/** Logs in memory by the number of their room. What nobody reads is in the store alone. */
export class RoomLogs {
  readonly #open = new Map<number, RoomLog>();

  constructor(private readonly stored: StoredLogs) {}

  /**
   * The log of the room number `room`, which stays in memory until it is {@linkcode RoomLogs.close
   * closed}.
   */
  open(room: number): RoomLog {
    let log = this.#open.get(room);
    if (log === undefined) {
      log = new RoomLog(room, this.stored.lastSeqOf(room), this.stored);
      this.#open.set(room, log);
    }
    return log;
  }

  /** The log of the room number `room` if it is in memory. */
  find(room: number): RoomLog | undefined {
    return this.#open.get(room);
  }

  /** A reader of `log` has gone: without readers it is forgotten here. */
  close(log: RoomLog): void {
    if (log.readers.size === 0) this.#open.delete(log.id);
  }
}
