/**
 * A database whose connection can be replaced under the tables that use it.
 * @module
 */
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";

/** What a column may hold. */
type Row = Record<string, SQLOutputValue>;

/**
 * A prepared statement that outlives the connection it was prepared for. `R` is what its SQL
 * selects.
 */
export class Statement<R extends object = Row> {
  #native: StatementSync | undefined;
  #of: DatabaseSync | undefined;

  constructor(private readonly owner: RenewableDatabase, private readonly sql: string) {
    this.#now();
  }

  get(...values: SQLInputValue[]): R | undefined {
    return this.#now().get(...values) as R | undefined;
  }

  /** The row of a statement that always has one. */
  one(...values: SQLInputValue[]): R {
    const row = this.get(...values);
    if (row === undefined) throw new Error(`Cannot read a row: there is none for ${this.sql}`);
    return row;
  }

  all(...values: SQLInputValue[]): R[] {
    return this.#now().all(...values) as R[];
  }

  iterate(...values: SQLInputValue[]): Iterable<R> {
    return this.#now().iterate(...values) as Iterable<R>;
  }

  run(...values: SQLInputValue[]): ReturnType<StatementSync["run"]> {
    return this.#now().run(...values);
  }

  #now(): StatementSync {
    const { current } = this.owner;
    if (this.#native === undefined || this.#of !== current) {
      this.#native = current.prepare(this.sql);
      this.#of = current;
    }
    return this.#native;
  }
}

/**
 * The open database. After an I/O error nothing is known about what the disk has taken, and a sync
 * that succeeds later proves nothing about the pages that an earlier one lost. So nothing more is
 * written until everything that was committed has been copied and synced once again, through a new
 * connection, and the remains of the failed write are gone.
 */
export class RenewableDatabase implements Disposable {
  #db: DatabaseSync;
  readonly #reopen: (() => DatabaseSync) | undefined;
  readonly #whenRolledBack: (() => void)[] = [];
  #trouble: unknown;

  /** Takes over `db`. `reopen` opens the same file again; without it, errors stay as they are. */
  constructor(db: DatabaseSync, reopen?: () => DatabaseSync) {
    this.#db = db;
    this.#reopen = reopen;
  }

  /** The connection at this moment. */
  get current(): DatabaseSync {
    return this.#db;
  }

  prepare<R extends object = Row>(sql: string): Statement<R> {
    return new Statement<R>(this, sql);
  }

  /**
   * `forget` is called whenever a transaction was undone: what was read or noted during it does not
   * count.
   */
  onRolledBack(forget: () => void): void {
    this.#whenRolledBack.push(forget);
  }

  /** A transaction has failed with `error` and was undone. */
  failed(error: unknown): void {
    if (isSuspicious(error)) this.#trouble = error;
    for (const forget of this.#whenRolledBack) forget();
  }

  /**
   * Makes sure that the next transaction may be trusted. @throws what SQLite throws while the disk
   * still fails.
   */
  renew(): void {
    if (this.#trouble === undefined || this.#reopen === undefined) return;
    const before = this.#db;
    // Both at once: alone, the new one would take the remains of a failed commit in the log for a
    // committed one.
    this.#db = this.#reopen();
    // Statements that failed half-way may still hold the log.
    before.close();
    const checkpoint = this.#db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
    if (Number(checkpoint?.busy) !== 0) throw this.#trouble;
    this.#trouble = undefined;
  }

  /** Folds the write-ahead log into the database and closes it. */
  [Symbol.dispose](): void {
    if (!this.#db.isOpen) return;
    try {
      this.#db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } finally {
      this.#db.close();
    }
  }
}

/**
 * https://sqlite.org/rescode.html: 10 is SQLITE_IOERR; 11 is SQLITE_CORRUPT, as a page that cannot
 * be read is reported, too.
 */
function isSuspicious(error: unknown): boolean {
  const { errcode = 0 } = (error ?? {}) as { errcode?: number };
  return [10, 11].includes(errcode & 0xff);
}
