/**
 * How far the batches of each server were applied.
 * @module
 */
import type { RenewableDatabase } from "./renewable_database.ts";

export class OriginTable {
  readonly #last;
  readonly #put;

  constructor(db: RenewableDatabase) {
    this.#last = db.prepare<{ batch: number }>("SELECT batch FROM origins WHERE origin = ?");
    this.#put = db.prepare("INSERT OR REPLACE INTO origins VALUES (?, ?)");
  }

  /** The number of the newest batch of `origin` that was applied; 0 if there is none. */
  last(origin: string): number {
    return this.#last.get(origin)?.batch ?? 0;
  }

  /** Is the batch number `batch` of `origin` the one that follows? Then it counts as applied. */
  accept(origin: string, batch: number): boolean {
    if (batch !== this.last(origin) + 1) return false;
    this.#put.run(origin, batch);
    return true;
  }
}
