/**
 * Opens the database file: sound, migrated, in write-ahead mode. Only this folder knows SQL.
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { bringUpToDate, SCHEMA_VERSION } from "./schema.ts";

/**
 * Size of the write-ahead log at which SQLite folds it into the database: fewer stalls than its
 * default of 4 MiB.
 */
const WAL_CHECKPOINT_PAGES = 4_096;

/** The database was written by a newer version of the program. */
export class NewerSchemaError extends Error {
  override readonly name = "NewerSchemaError";
}

/** Options of {@linkcode openDatabase}. */
export interface DatabaseOptions {
  /** Survive a loss of power as well as a crash of the process: sync at every commit. */
  readonly fsync: boolean;
  /** Told in a sentence when a damaged database was moved aside. */
  readonly onDamaged: (sentence: string) => void;
  /** Unix time in ms, for the name of a file moved aside. */
  readonly wall: () => number;
}

/**
 * Opens or creates the database at `path`. A damaged one is renamed to `….corrupt-<time>` with a
 * word to `onDamaged`, never deleted, and a new one is begun. Before a migration a copy is kept as
 * `….before-<version>`.
 * @throws {NewerSchemaError}; and whatever SQLite throws when the place cannot be written.
 */
export function openDatabase(path: string, options: DatabaseOptions): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path);
    configure(db, options.fsync);
    if (!isSound(db)) throw new DamagedError();
    migrate(db, path);
    return db;
  } catch (error) {
    db?.close();
    if (!isDamage(error)) throw error;
  }
  const aside = `${path}.corrupt-${new Date(options.wall()).toISOString().replaceAll(":", "")}`;
  moveAside(path, aside);
  options.onDamaged(`The database was damaged. It was moved to ${aside} and a new one was begun.`);
  db = new DatabaseSync(path);
  configure(db, options.fsync);
  migrate(db, path);
  return db;
}

/** Opens the database at `path` once more while a server runs. @throws what SQLite throws. */
export function reopenDatabase(
  path: string,
  { fsync }: Pick<DatabaseOptions, "fsync">,
): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    configure(db, fsync);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

class DamagedError extends Error {}

function configure(db: DatabaseSync, fsync: boolean): void {
  // The first statement to read the file meets its damage; only prepared ones throw errors that
  // have a result code.
  db.prepare("PRAGMA journal_mode = WAL").get();
  db.exec(`PRAGMA synchronous = ${fsync ? "FULL" : "NORMAL"}`);
  db.exec(`PRAGMA wal_autocheckpoint = ${WAL_CHECKPOINT_PAGES}`);
}

function isSound(db: DatabaseSync): boolean {
  const row = db.prepare("PRAGMA quick_check(1)").get();
  return row?.quick_check === "ok";
}

/** https://sqlite.org/rescode.html: 11 is SQLITE_CORRUPT, 26 is SQLITE_NOTADB. */
function isDamage(error: unknown): boolean {
  if (error instanceof DamagedError) return true;
  const code = (error as { errcode?: number } | null)?.errcode;
  return code !== undefined && [11, 26].includes(code & 0xff);
}

function moveAside(path: string, aside: string): void {
  for (const ending of ["", "-wal", "-shm"]) {
    try {
      Deno.renameSync(path + ending, aside + ending);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

function migrate(db: DatabaseSync, path: string): void {
  const version = Number(db.prepare("PRAGMA user_version").get()?.user_version);
  if (version > SCHEMA_VERSION) {
    throw new NewerSchemaError(
      `Cannot open ${path}: it was written by a newer version of this program`,
    );
  }
  if (version === SCHEMA_VERSION) return;
  if (version > 0) {
    // The runtime lets no database be attached, so SQLite cannot copy it (VACUUM INTO). The folder
    // is locked: nobody writes.
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    Deno.copyFileSync(path, `${path}.before-${SCHEMA_VERSION}`);
  }
  db.exec("BEGIN IMMEDIATE");
  bringUpToDate(db, version);
  db.exec("COMMIT");
}
