/**
 * How many transfers run at once. Pure.
 * @module
 */
import type { LimitName, ServerLimits } from "../base/mod.ts";

/** Places for transfers, of each member and in all. */
export class TransferSlots {
  readonly #used = new Map<number, number>();
  #total = 0;

  constructor(private readonly limits: ServerLimits) {}

  /** Takes a place for `author`, or says which limit has none left. */
  enter(author: number): LimitName | undefined {
    const own = this.#used.get(author) ?? 0;
    if (own >= this.limits.maxTransfers) return "maxTransfers";
    if (this.#total >= this.limits.maxTransfersTotal) return "maxTransfersTotal";
    this.#used.set(author, own + 1);
    this.#total++;
    return undefined;
  }

  /** Gives a place of `author` back. */
  leave(author: number): void {
    const left = (this.#used.get(author) ?? 1) - 1;
    if (left === 0) this.#used.delete(author);
    else this.#used.set(author, left);
    this.#total--;
  }
}
