/**
 * What one member may do in a time.
 * @module
 */
import { MIB } from "../../protocol/limits.ts";
import type { ServerLimits } from "./limit_table.ts";
import { TokenBucket } from "./rate_limit.ts";

/** Renames at once: trying out a few names. */
export const RENAME_BURST = 5;

/** Looks at once: two seconds' worth, for somebody who scrolls fast. */
export const QUERY_BURST = 32;

/** Bytes of lines at once: more than all texts of {@linkcode RATE_BURST} together. */
const LINE_BYTES_BURST = MIB;

/** Requests at once before the rate applies: a pasted paragraph, a dozen of files. */
export const RATE_BURST = 30;

/** The rates of one member. */
export class Budget {
  readonly requests: TokenBucket;
  readonly queries: TokenBucket;
  readonly renames: TokenBucket;
  /** Of its lines. */
  readonly bytes: TokenBucket;

  /** Nothing is used at the time `now`, in monotonic ms. */
  constructor(limits: ServerLimits, now: number) {
    this.requests = new TokenBucket(limits.rateLimit, RATE_BURST, now);
    this.queries = new TokenBucket(limits.queryRate, QUERY_BURST, now);
    this.renames = new TokenBucket(limits.renameRate, RENAME_BURST, now);
    this.bytes = new TokenBucket(limits.byteRate, LINE_BYTES_BURST, now);
  }
}

/** The budgets of all members. Coming back on another connection does not renew one. */
export class Budgets {
  readonly #budgets = new WeakMap<object, Budget>();

  constructor(private readonly limits: ServerLimits) {}

  of(member: object, now: number): Budget {
    const known = this.#budgets.get(member);
    if (known !== undefined) return known;
    const budget = new Budget(this.limits, now);
    this.#budgets.set(member, budget);
    return budget;
  }
}
