/**
 * The table of rooms: those that everybody may be in, and those of two.
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";

/**
 * The number of the room that a server begins with. Most servers have nearly all entries in it, so
 * its entries are read by number and have no place in the index of the others.
 */
export const FIRST_ROOM = 1;

/** A room of two authors, or of everybody if both are 0. */
export interface RoomRow {
  readonly room: number;
  /** The smaller number. */
  readonly first: number;
  readonly second: number;
}

export class RoomTable {
  readonly #open;
  readonly #between;
  readonly #get;
  readonly #of;
  readonly #visible;
  readonly #topic;
  readonly #setTopic;

  constructor(db: RenewableDatabase) {
    this.#open = db.prepare<{ room: number }>(
      `INSERT INTO rooms (room, first, second) SELECT max(room) + 1, ?, ? FROM rooms
       RETURNING room`,
    );
    this.#between = db.prepare<{ room: number }>(
      "SELECT room FROM rooms WHERE first = ? AND second = ?",
    );
    this.#get = db.prepare<RoomRow>("SELECT room, first, second FROM rooms WHERE room = ?");
    const ofTwo = `SELECT room, first, second FROM rooms WHERE first = ?1 AND first > 0
       UNION ALL SELECT room, first, second FROM rooms WHERE second = ?1 AND first > 0`;
    this.#of = db.prepare<RoomRow>(ofTwo);
    this.#visible = db.prepare<{ list: string }>(
      `SELECT json_group_array(room) AS list FROM
       (SELECT room FROM rooms WHERE first = 0 UNION ALL SELECT room FROM (${ofTwo}))`,
    );
    this.#topic = db.prepare<{ topic: string | null }>("SELECT topic FROM rooms WHERE room = ?");
    this.#setTopic = db.prepare("UPDATE rooms SET topic = ? WHERE room = ?");
  }

  /** The room of two authors, made if there is none. */
  openBetween(one: number, other: number): number {
    const [first, second] = one < other ? [one, other] as const : [other, one] as const;
    return this.#between.get(first, second)?.room ?? this.#open.one(first, second).room;
  }

  get(room: number): RoomRow | undefined {
    return this.#get.get(room);
  }

  /** The rooms of two that `author` is in. */
  of(author: number): RoomRow[] {
    return this.#of.all(author);
  }

  /** The numbers of all rooms that `author` may look into, as a list in JSON for `json_each`. */
  visibleTo(author: number): string {
    return this.#visible.one(author).list;
  }

  topic(room: number): string | undefined {
    return this.#topic.get(room)?.topic ?? undefined;
  }

  /** Nothing if `topic` is empty. */
  setTopic(room: number, topic: string): void {
    this.#setTopic.run(topic === "" ? null : topic, room);
  }
}
