/**
 * The table of names and the keys that own them (PROTOCOL.md, Proofs).
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";

export class NameTable {
  readonly #owner;
  readonly #use;
  readonly #forgetOldest;

  constructor(db: RenewableDatabase) {
    this.#owner = db.prepare<{ key: string }>("SELECT key FROM names WHERE name_key = ?");
    this.#use = db.prepare(
      `INSERT INTO names VALUES (?, ?, ?) ON CONFLICT (name_key) DO UPDATE
       SET used_at = excluded.used_at WHERE key = excluded.key`,
    );
    this.#forgetOldest = db.prepare(
      `DELETE FROM names WHERE name_key IN (SELECT name_key FROM names WHERE key = ?
       ORDER BY used_at DESC, name_key LIMIT -1 OFFSET ?)`,
    );
  }

  /** The key that owns what `nameKey` stands for. */
  owner(nameKey: string): string | undefined {
    return this.#owner.get(nameKey)?.key;
  }

  /**
   * `key` uses the name at `usedAt` (Unix time in ms), and owns it if nobody did; of its names the
   * newest `keep` stay.
   */
  use(nameKey: string, key: string, usedAt: number, keep: number): void {
    this.#use.run(nameKey, key, usedAt);
    this.#forgetOldest.run(key, keep);
  }
}
