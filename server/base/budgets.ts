/**
 * What one member may do in a time.
 * @module
 */
import { LINE_BYTES_BURST, QUERY_BURST, RATE_BURST, RENAME_BURST } from "../../protocol/limits.ts";
import type { ServerLimits } from "./limit_table.ts";
import { TokenBucket } from "./rate_limit.ts";

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
