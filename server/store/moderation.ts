/**
 * The tables of operators and of those whom they restrict.
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";

/** `ban`: may not come in. `mute`: may not say anything. */
export type Restriction = "ban" | "mute";

export class ModerationTable {
  readonly #isOperator;
  readonly #operators;
  readonly #grant;
  readonly #restrict;
  readonly #has;
  readonly #release;
  readonly #untils;
  readonly #get;
  readonly #set;
  readonly #unset;
  /** When each restriction ends, by kind and subject; read again after a change, for what was changed may be undone. */
  #ends: ReadonlyMap<string, number> | undefined;

  constructor(db: RenewableDatabase) {
    this.#isOperator = db.prepare("SELECT 1 FROM operators WHERE key = ?");
    this.#operators = db.prepare("SELECT count(*) AS value FROM operators");
    this.#grant = db.prepare("INSERT OR IGNORE INTO operators VALUES (?)");
    this.#restrict = db.prepare("INSERT OR REPLACE INTO restrictions VALUES (?, ?, ?, ?)");
    this.#has = db.prepare(
      "SELECT 1 FROM restrictions WHERE kind = ? AND ? IN (subject, name_key)",
    );
    this.#release = db.prepare(
      "DELETE FROM restrictions WHERE kind = ? AND ? IN (subject, name_key)",
    );
    this.#untils = db.prepare("SELECT kind, subject, until FROM restrictions");
    this.#get = db.prepare("SELECT value FROM meta WHERE key = ?");
    this.#set = db.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)");
    this.#unset = db.prepare("DELETE FROM meta WHERE key = ?");
  }

  isOperator(key: string): boolean {
    return this.#isOperator.get(key) !== undefined;
  }

  hasOperators(): boolean {
    return Number(this.#operators.get()?.value) > 0;
  }

  grant(key: string): void {
    this.#grant.run(key);
  }

  /** `until` is Unix time in ms. `nameKey` is what the subject was called. */
  restrict(kind: Restriction, subject: string, nameKey: string, until: number): void {
    this.#ends = undefined;
    this.#restrict.run(kind, subject, nameKey, until);
  }

  /** Is a subject restricted, or whoever bore the name? */
  has(kind: Restriction, subjectOrNameKey: string): boolean {
    return this.#has.get(kind, subjectOrNameKey) !== undefined;
  }

  /** Ends what {@linkcode has} finds. */
  release(kind: Restriction, subjectOrNameKey: string): void {
    this.#ends = undefined;
    this.#release.run(kind, subjectOrNameKey);
  }

  /** When the restriction ends (Unix time in ms). Asked at every request, and answered without the database. */
  until(kind: Restriction, subject: string): number | undefined {
    this.#ends ??= this.#readEnds();
    return this.#ends.get(`${kind} ${subject}`);
  }

  #readEnds(): ReadonlyMap<string, number> {
    const rows = this.#untils.all();
    return new Map(rows.map(({ kind, subject, until }) => [`${kind} ${subject}`, Number(until)]));
  }

  /** A value that outlives a restart. */
  get(name: "topic" | "operator_token"): string | undefined {
    return this.#get.get(name)?.value as string | undefined;
  }

  set(name: "topic" | "operator_token", value: string | undefined): void {
    if (value === undefined) this.#unset.run(name);
    else this.#set.run(name, value);
  }
}
