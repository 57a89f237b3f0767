/**
 * The table of who is in which room.
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";

/** A member in a room. */
export interface MembershipRow {
  readonly room: number;
  readonly author: number;
  /** The `seq` of the entry that announced it. */
  readonly joined: number;
}

export class MembershipTable {
  readonly #put;
  readonly #remove;
  readonly #joined;
  readonly #anywhere;
  readonly #all;

  constructor(db: RenewableDatabase) {
    this.#put = db.prepare("INSERT OR REPLACE INTO memberships VALUES (?, ?, ?)");
    this.#remove = db.prepare("DELETE FROM memberships WHERE room = ? AND author = ?");
    this.#joined = db.prepare<{ joined: number }>(
      "SELECT joined FROM memberships WHERE room = ? AND author = ?",
    );
    this.#anywhere = db.prepare("SELECT 1 FROM memberships WHERE author = ? LIMIT 1");
    this.#all = db.prepare<MembershipRow>("SELECT * FROM memberships ORDER BY joined");
  }

  put(room: number, author: number, joined: number): void {
    this.#put.run(room, author, joined);
  }

  /** Was it there? */
  remove(room: number, author: number): boolean {
    return this.#remove.run(room, author).changes === 1;
  }

  /** The entry that announced `author` in `room`; `undefined` if it is not there. */
  joined(room: number, author: number): number | undefined {
    return this.#joined.get(room, author)?.joined;
  }

  isAnywhere(author: number): boolean {
    return this.#anywhere.get(author) !== undefined;
  }

  /** In the order in which they joined. */
  all(): MembershipRow[] {
    return this.#all.all();
  }
}
