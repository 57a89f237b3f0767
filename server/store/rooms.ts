/**
 * The table of private rooms.
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";

/** A room of two authors. */
export interface RoomRow {
  readonly room: number;
  readonly first: number;
  readonly second: number;
}

export class RoomTable {
  readonly #insert;
  readonly #between;
  readonly #of;
  readonly #last;

  constructor(db: RenewableDatabase) {
    this.#insert = db.prepare("INSERT OR IGNORE INTO rooms VALUES (?, ?, ?)");
    this.#between = db.prepare("SELECT room FROM rooms WHERE first = ? AND second = ?");
    this.#of = db.prepare(
      "SELECT * FROM rooms WHERE first = ? UNION ALL SELECT * FROM rooms WHERE second = ?",
    );
    this.#last = db.prepare("SELECT max(room) AS value FROM rooms");
  }

  /** Inserts `row` if it is not there. */
  insert({ room, first, second }: RoomRow): void {
    this.#insert.run(room, first, second);
  }

  /** The room of two authors, the smaller one first. */
  between(first: number, second: number): number | undefined {
    return this.#between.get(first, second)?.room as number | undefined;
  }

  /** The private rooms that `author` is in. */
  of(author: number): RoomRow[] {
    return this.#of.all(author, author) as unknown as RoomRow[];
  }

  lastRoom(): number {
    return Number(this.#last.get()?.value);
  }
}
