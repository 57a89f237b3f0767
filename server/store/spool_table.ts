/**
 * How much of each unfinished upload is on this machine's disk. Others have their own: it is no
 * shared fact.
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";

export class SpoolTable {
  readonly #record;
  readonly #forget;

  constructor(db: RenewableDatabase) {
    this.#record = db.prepare("INSERT OR REPLACE INTO spool VALUES (?, ?)");
    this.#forget = db.prepare(
      "DELETE FROM spool WHERE file NOT IN (SELECT file FROM files WHERE state = 'open')",
    );
  }

  /** The first `bytes` bytes of `file` are safe. */
  record(file: number, bytes: number): void {
    this.#record.run(file, bytes);
  }

  /** Forgets all but unfinished uploads. */
  forgetOthers(): void {
    this.#forget.run();
  }
}
