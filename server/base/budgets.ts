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

/**
 * Files that may be offered at once beside the other requests: a folder of photographs. At their rate alone, 300 small files
 * took 27 s, nearly all of it waiting. How many announcements may stand without their bytes is limited by `max-offers`.
 */
export const OFFER_CREDIT = 300;
/** The credit comes back at this share of the rate, so that who offers without an end gains next to nothing by it. */
const OFFER_CREDIT_SHARE = 1 / 10;

/** Takes from `credit` while there is some, and then from `rate`. */
class CreditedBucket {
  constructor(private readonly credit: TokenBucket, private readonly rate: TokenBucket) {}

  /** As {@linkcode TokenBucket.take}. */
  take(now: number): number {
    return this.credit.tryTake(now) ? 0 : this.rate.take(now);
  }
}

/** The rates of one member. */
export class Budget {
  readonly requests: TokenBucket;
  readonly offers: Pick<TokenBucket, "take">;
  readonly queries: TokenBucket;
  readonly renames: TokenBucket;
  /** Of its lines. */
  readonly bytes: TokenBucket;

  /** Nothing is used at the time `now`, in monotonic ms. */
  constructor(limits: ServerLimits, now: number) {
    this.requests = new TokenBucket(limits.rateLimit, RATE_BURST, now);
    const credit = new TokenBucket(limits.rateLimit * OFFER_CREDIT_SHARE, OFFER_CREDIT, now);
    this.offers = new CreditedBucket(credit, this.requests);
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
