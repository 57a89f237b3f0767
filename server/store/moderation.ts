/**
 * The tables of operators and of those whom they restrict.
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";

/** `ban`: may not come in. `mute`: may not say anything. */
export type Restriction = "ban" | "mute";

/** In the place of a room's number: it counts in all of them. */
export const EVERYWHERE = 0;

interface RestrictionRow {
  readonly kind: Restriction;
  readonly room: number;
  readonly subject: string;
  readonly until: number;
}

/** When each restriction ends, by {@linkcode keyOf}. */
type Ends = Readonly<Record<Restriction, ReadonlyMap<string, number>>>;

export class ModerationTable {
  readonly #isOperator;
  readonly #operators;
  readonly #grant;
  readonly #restrict;
  readonly #release;
  readonly #rows;
  readonly #get;
  readonly #set;
  readonly #unset;
  #ends: Ends | undefined;

  constructor(db: RenewableDatabase) {
    this.#isOperator = db.prepare("SELECT 1 FROM operators WHERE key = ? AND room IN (0, ?)");
    this.#operators = db.prepare<{ value: number }>("SELECT count(*) AS value FROM operators");
    this.#grant = db.prepare("INSERT OR IGNORE INTO operators VALUES (?, ?)");
    this.#restrict = db.prepare("INSERT OR REPLACE INTO restrictions VALUES (?, ?, ?, ?, ?)");
    this.#release = db.prepare(
      "DELETE FROM restrictions WHERE kind = ? AND room = ? AND ? IN (subject, name_key)",
    );
    this.#rows = db.prepare<RestrictionRow>("SELECT kind, room, subject, until FROM restrictions");
    this.#get = db.prepare<{ value: string }>("SELECT value FROM meta WHERE key = ?");
    this.#set = db.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)");
    this.#unset = db.prepare("DELETE FROM meta WHERE key = ?");
    // What was changed since may have been undone.
    db.onRolledBack(() => this.#ends = undefined);
  }

  /** Of `room`, or of all. */
  isOperator(room: number, key: string): boolean {
    return this.#isOperator.get(key, room) !== undefined;
  }

  hasOperators(): boolean {
    return this.#operators.one().value > 0;
  }

  grant(room: number, key: string): void {
    this.#grant.run(room, key);
  }

  /** `until` is Unix time in ms. `nameKey` is what the subject was called. */
  restrict(
    kind: Restriction,
    room: number,
    subject: string,
    nameKey: string,
    until: number,
  ): void {
    this.#ends = undefined;
    this.#restrict.run(kind, room, subject, nameKey, until);
  }

  /** Ends what a subject, or whoever bore a name, is restricted by. Was there anything? */
  release(kind: Restriction, room: number, subjectOrNameKey: string): boolean {
    this.#ends = undefined;
    return Number(this.#release.run(kind, room, subjectOrNameKey).changes) > 0;
  }

  /**
   * When the restriction in `room`, or everywhere, ends (Unix time in ms); 0 if there is none.
   * Asked at every request, and answered without the database.
   */
  until(kind: Restriction, room: number, subject: string): number {
    const ends = (this.#ends ??= this.#readEnds())[kind];
    return Math.max(
      ends.get(keyOf(EVERYWHERE, subject)) ?? 0,
      ends.get(keyOf(room, subject)) ?? 0,
    );
  }

  /** Is there a restriction of this kind at all, over or not? */
  hasAny(kind: Restriction): boolean {
    return (this.#ends ??= this.#readEnds())[kind].size > 0;
  }

  /** A value that outlives a restart. */
  get(name: "operator_token"): string | undefined {
    return this.#get.get(name)?.value;
  }

  set(name: "operator_token", value: string | undefined): void {
    if (value === undefined) this.#unset.run(name);
    else this.#set.run(name, value);
  }

  #readEnds(): Ends {
    const ends = { ban: new Map<string, number>(), mute: new Map<string, number>() };
    for (const { kind, room, subject, until } of this.#rows.all()) {
      ends[kind].set(keyOf(room, subject), until);
    }
    return ends;
  }
}

function keyOf(room: number, subject: string): string {
  return `${room} ${subject}`;
}
