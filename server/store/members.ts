/**
 * The table of members.
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";

/** A member as it outlives a restart of the server. */
export interface MemberRow {
  readonly author: number;
  readonly room: number;
  readonly name: string;
  readonly token: string;
  /** The token before, while the client has not shown that it knows the new one. */
  readonly previousToken: string | null;
  /** The `seq` of the entry that announced it, if it is present. */
  readonly joined: number | null;
  /** Unix time in ms when it was last connected. */
  readonly seenAt: number;
}

export class MemberTable {
  readonly #put;
  readonly #remove;
  readonly #forget;
  readonly #all;
  readonly #lastAuthor;

  constructor(db: RenewableDatabase) {
    this.#put = db.prepare("INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?, ?, ?, ?)");
    this.#remove = db.prepare("DELETE FROM members WHERE author = ?");
    this.#forget = db.prepare("DELETE FROM members WHERE seen_at < ? AND joined IS NULL");
    this.#all = db.prepare(
      `SELECT author, room, name, token, previous_token AS previousToken, joined, seen_at AS seenAt
       FROM members ORDER BY joined`,
    );
    this.#lastAuthor = db.prepare("SELECT coalesce(max(author), 0) AS value FROM members");
  }

  put(row: MemberRow): void {
    const { author, room, name, token, previousToken, joined, seenAt } = row;
    this.#put.run(author, room, name, token, previousToken, joined, seenAt);
  }

  remove(author: number): void {
    this.#remove.run(author);
  }

  /** Forgets absent members last seen before `seenBefore` (Unix time in ms). */
  forget(seenBefore: number): void {
    this.#forget.run(seenBefore);
  }

  /** Everybody, present members in the order they joined. */
  all(): MemberRow[] {
    return this.#all.all() as unknown as MemberRow[];
  }

  lastAuthor(): number {
    return Number(this.#lastAuthor.get()?.value);
  }
}
