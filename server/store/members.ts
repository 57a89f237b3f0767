/**
 * The table of members: everybody who is here, or may come back as who they were.
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";

/** A member. */
export interface MemberRow {
  readonly author: number;
  readonly name: string;
  /** What its name is compared by while nobody else may have it. */
  readonly nameKey: string | null;
  /** The key that it proved to have last (base64url); `null` for a guest. */
  readonly key: string | null;
  /** Hash of its token. */
  readonly token: string;
  /** Of the token before, while the client has not shown that it knows the new one. */
  readonly previousToken: string | null;
  /** What its network address counts as; `null` if it has not been here since that is noted. */
  readonly address: string | null;
  /** Unix time in ms when it was last connected. */
  readonly seenAt: number;
}

const COLUMNS = `author, name, name_key AS nameKey, key, token, previous_token AS previousToken,
  address, seen_at AS seenAt`;

export class MemberTable {
  readonly #insert;
  readonly #update;
  readonly #remove;
  readonly #get;
  readonly #holder;
  readonly #token;
  readonly #all;
  readonly #nextAuthor;

  constructor(db: RenewableDatabase) {
    this.#insert = db.prepare("INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    this.#update = db.prepare(
      `UPDATE members SET name = ?, name_key = ?, key = ?, token = ?, previous_token = ?,
       address = ?, seen_at = ? WHERE author = ?`,
    );
    this.#remove = db.prepare("DELETE FROM members WHERE author = ?");
    this.#get = db.prepare<MemberRow>(`SELECT ${COLUMNS} FROM members WHERE author = ?`);
    this.#holder = db.prepare<{ author: number }>("SELECT author FROM members WHERE name_key = ?");
    this.#token = db.prepare("SELECT 1 FROM members WHERE token = ?1 OR previous_token = ?1");
    this.#all = db.prepare<MemberRow>(`SELECT ${COLUMNS} FROM members ORDER BY author`);
    this.#nextAuthor = db.prepare<{ value: number }>(
      `UPDATE meta SET value = value + 1 WHERE key = 'last_author'
       RETURNING CAST(value AS INTEGER) AS value`,
    );
  }

  /** A number that nobody has ever had. */
  nextAuthor(): number {
    return this.#nextAuthor.one().value;
  }

  insert(row: MemberRow): void {
    const { author, name, nameKey, key, token, previousToken, address, seenAt } = row;
    this.#insert.run(author, name, nameKey, key, token, previousToken, address, seenAt);
  }

  /** Writes all that may change of a member. */
  update(row: MemberRow): void {
    const { author, name, nameKey, key, token, previousToken, address, seenAt } = row;
    this.#update.run(name, nameKey, key, token, previousToken, address, seenAt, author);
  }

  remove(author: number): void {
    this.#remove.run(author);
  }

  get(author: number): MemberRow | undefined {
    return this.#get.get(author);
  }

  /** Who has the name that `nameKey` stands for, or has it kept. */
  holderOf(nameKey: string): number | undefined {
    return this.#holder.get(nameKey)?.author;
  }

  /** Does a token with this hash belong to anybody? */
  hasToken(token: string): boolean {
    return this.#token.get(token) !== undefined;
  }

  all(): MemberRow[] {
    return this.#all.all();
  }
}
