/**
 * What the server keeps: entries, members, files, each as a small set of prepared statements, and the transaction around
 * a batch of writes.
 * @module
 */
import type { DatabaseSync } from "node:sqlite";
import type { CrashPoint } from "./crash_points.ts";
import { EntryTable } from "./entries.ts";
import { FileTable } from "./files.ts";
import { MemberTable } from "./members.ts";
import { ModerationTable } from "./moderation.ts";
import { NameTable } from "./names.ts";
import { RenewableDatabase } from "./renewable_database.ts";
import { RoomTable } from "./rooms.ts";
import { SearchTable } from "./search.ts";

/** The open database. Every method works at once and blocks; callers batch writes with {@linkcode Store.transaction}. */
export class Store implements Disposable {
  readonly entries: EntryTable;
  readonly members: MemberTable;
  readonly files: FileTable;
  readonly names: NameTable;
  readonly moderation: ModerationTable;
  readonly rooms: RoomTable;
  readonly search: SearchTable;
  /** 128 random bits that name this log for as long as its database lives. */
  readonly logId: string;
  readonly #db: RenewableDatabase;
  readonly #begin;
  readonly #commit;
  readonly #rollback;

  /**
   * Takes over `connection`. `passing` is called at the moments of every transaction that tests may want to end the process
   * at; `reopen` opens the database again after an I/O error.
   */
  constructor(
    connection: DatabaseSync,
    private readonly passing?: (point: CrashPoint) => void,
    reopen?: () => DatabaseSync,
  ) {
    const db = this.#db = new RenewableDatabase(connection, reopen);
    this.entries = new EntryTable(db);
    this.members = new MemberTable(db);
    this.files = new FileTable(db);
    this.names = new NameTable(db);
    this.moderation = new ModerationTable(db);
    this.rooms = new RoomTable(db);
    this.search = new SearchTable(db);
    this.#begin = db.prepare("BEGIN IMMEDIATE");
    this.#commit = db.prepare("COMMIT");
    this.#rollback = db.prepare("ROLLBACK");
    db.prepare("INSERT OR IGNORE INTO meta VALUES ('log', ?)").run(randomHex128());
    this.logId = String(db.prepare("SELECT value FROM meta WHERE key = 'log'").get()?.value);
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
      this.#db.failed(error);
      if (this.#db.current.isTransaction) this.#rollback.run();
      throw error;
    }
  }

  /** An author number that no entry and no member has ever had. */
  firstFreeAuthor(): number {
    return Math.max(this.entries.lastAuthor(), this.members.lastAuthor()) + 1;
  }

  /** Folds the write-ahead log into the database and closes it. */
  [Symbol.dispose](): void {
    this.#db[Symbol.dispose]();
  }
}

/** 128 random bits as 32 hex digits. */
export function randomHex128(): string {
  return crypto.getRandomValues(new Uint8Array(16)).toHex();
}

/**
 * Does `error` say that nothing more can be stored at the moment: disk full, I/O error, read-only? The write is undone and
 * may be tried again later. https://sqlite.org/rescode.html: 8 READONLY, 10 IOERR, 13 FULL, 14 CANTOPEN.
 */
export function isStorageFull(error: unknown): boolean {
  const { errcode, code } = error as { errcode?: number; code?: string };
  if (errcode !== undefined) return [8, 10, 13, 14].includes(errcode & 0xff);
  return ["ENOSPC", "EDQUOT", "EIO", "EROFS", "EFBIG"].includes(code ?? "");
}
