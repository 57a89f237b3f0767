/**
 * A room: its log and who is in it.
 * @module
 */
import { Members } from "./members.ts";
import { type History, RoomLog } from "../log/room_log.ts";

/** A room that people join. */
export class Room extends RoomLog {
  readonly members: Members = new Members();

  /** The room number `id` with its log up to the entry `lastSeq`. */
  constructor(id: number, readonly name: string, lastSeq: number, history: History) {
    super(id, lastSeq, history);
  }
}
