/**
 * Stores in memory.
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { bringUpToDate } from "../../server/store/schema.ts";
import { Store } from "../../server/store/store.ts";

/** An empty store, and its database to look into. */
export function openStore(): { db: DatabaseSync; store: Store } {
  const db = new DatabaseSync(":memory:");
  bringUpToDate(db, 0);
  return { db, store: new Store(db) };
}

/** Tables that belong to one machine alone, and those of the search index. */
const OWN = /^(sqlite_|spool$|origins$|entries_text)/;

/** Everything in the shared tables, to compare; the log's own name and what is searchable left out. */
export function sharedTables(db: DatabaseSync): Record<string, unknown[]> {
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all().map(({ name }) => String(name)).filter((name) => !OWN.test(name));
  return Object.fromEntries(names.map((name) => {
    const rows = db.prepare(`SELECT * FROM ${name}`).all();
    const shared = rows.filter(({ key }) =>
      name !== "meta" || !["log", "indexed"].includes(String(key))
    );
    return [name, shared.map((row) => ({ ...row }))];
  }));
}
