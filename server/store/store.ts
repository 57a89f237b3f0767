/**
 * What the server keeps: the shared tables, what belongs to this machine alone, and the transaction
 * around a batch of changes.
 * @module
 */
import type { DatabaseSync } from "node:sqlite";
import { type Game, GAMES } from "../../protocol/games/mod.ts";
import { randomHex128 } from "../base/mod.ts";
import type { CrashPoint } from "./crash_points.ts";
import { OriginTable } from "./origins.ts";
import { RenewableDatabase } from "./renewable_database.ts";
import { SearchTable } from "./search.ts";
import { SpoolTable } from "./spool_table.ts";
import { Tables } from "./tables.ts";

/**
 * The open database. Every method works at once and blocks; callers batch writes with {@linkcode
 * Store.transaction}.
 */
export class Store extends Tables implements Disposable {
  readonly origins: OriginTable;
  readonly spool: SpoolTable;
  readonly search: SearchTable;
  /** 128 random bits that name this log for as long as its database lives. */
  readonly logId: string;
  readonly #db: RenewableDatabase;
  readonly #begin;
  readonly #commit;
  readonly #rollback;

  /**
   * Takes over `connection`. `passing` is called at the moments of every transaction that tests may
   * want to end the process at; `reopen` opens the database again after an I/O error; `games` are
   * those that may be played.
   */
  constructor(
    connection: DatabaseSync,
    private readonly passing?: (point: CrashPoint) => void,
    reopen?: () => DatabaseSync,
    games: readonly Game[] = GAMES,
  ) {
    const db = new RenewableDatabase(connection, reopen);
    super(db, games);
    this.#db = db;
    this.origins = new OriginTable(db);
    this.spool = new SpoolTable(db);
    this.search = new SearchTable(db);
    this.#begin = db.prepare("BEGIN IMMEDIATE");
    this.#commit = db.prepare("COMMIT");
    this.#rollback = db.prepare("ROLLBACK");
    db.prepare("INSERT OR IGNORE INTO meta VALUES ('log', ?)").run(randomHex128());
    const log = db.prepare<{ value: string }>("SELECT value FROM meta WHERE key = 'log'");
    this.logId = log.one().value;
  }

  /**
   * Runs `write` in a transaction: after return all of it is stored, after a throw none of it.
   * @throws whatever `write` or SQLite throws; see {@linkcode isStorageFull}.
   */
  transaction(write: () => void): void {
    this.#db.renew();
    try {
      this.#begin.run();
      write();
      this.passing?.("before_commit");
      this.#commit.run();
      this.passing?.("after_commit");
    } catch (error) {
      if (this.#db.current.isTransaction) this.#rollback.run();
      this.#db.failed(error);
      throw error;
    }
  }

  /** Folds the write-ahead log into the database and closes it. */
  [Symbol.dispose](): void {
    this.#db[Symbol.dispose]();
  }
}

/**
 * Does `error` say that nothing more can be stored at the moment: disk full, I/O error, read-only?
 * The write is undone and may be tried again later. https://sqlite.org/rescode.html: 8 READONLY, 10
 * IOERR, 13 FULL, 14 CANTOPEN.
 */
export function isStorageFull(error: unknown): boolean {
  const { errcode, code } = error as { errcode?: number; code?: string };
  if (errcode !== undefined) return [8, 10, 13, 14].includes(errcode & 0xff);
  return ["ENOSPC", "EDQUOT", "EIO", "EROFS", "EFBIG"].includes(code ?? "");
}
