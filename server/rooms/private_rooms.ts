/**
 * The rooms of two: private messages (PROTOCOL.md).
 * @module
 */
import { RoomLog } from "../log/room_log.ts";
import type { RoomRow } from "../store/rooms.ts";
import type { Store } from "../store/store.ts";

/** A room of two authors. */
export interface PrivateRoom {
  readonly row: RoomRow;
  readonly log: RoomLog;
}

/** The private rooms that somebody reads or writes at the moment; the others are in the store alone. */
export class PrivateRooms {
  readonly #open = new Map<number, PrivateRoom>();
  /** Numbers of rooms by their authors, also of those that are not stored yet. */
  readonly #numbers = new Map<string, number>();
  #nextRoom: number;

  constructor(private readonly store: Store) {
    this.#nextRoom = store.rooms.lastRoom() + 1;
  }

  /** The room of two authors. A new one exists when its row is {@linkcode PrivateRooms.put} with its first entry. */
  between(one: number, other: number): PrivateRoom {
    const [first, second] = one < other ? [one, other] as const : [other, one] as const;
    const key = `${first} ${second}`;
    const room = this.#numbers.get(key) ?? this.store.rooms.between(first, second) ??
      this.#nextRoom++;
    this.#numbers.set(key, room);
    return this.#openRow({ room, first, second });
  }

  /** The stored rooms of `author`. */
  of(author: number): PrivateRoom[] {
    return this.store.rooms.of(author).map((row) => this.#openRow(row));
  }

  /** Stores that `room` exists. Call it inside a transaction. */
  put({ row }: PrivateRoom): void {
    this.store.rooms.insert(row);
  }

  /** A reader of `room` has gone. What nobody reads is forgotten here; nothing may be on its way into it. */
  close({ row, log }: PrivateRoom): void {
    if (log.readers.size > 0) return;
    this.#open.delete(row.room);
    this.#numbers.delete(`${row.first} ${row.second}`);
  }

  #openRow(row: RoomRow): PrivateRoom {
    let open = this.#open.get(row.room);
    if (open === undefined) {
      const { entries } = this.store;
      open = { row, log: new RoomLog(row.room, entries.lastSeqOf(row.room), entries) };
      this.#open.set(row.room, open);
    }
    return open;
  }
}
