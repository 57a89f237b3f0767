/**
 * How often somebody may join, by address. Pure: the time is an argument.
 * @module
 */
import { JOIN_BURST, MAX_JOINING_ADDRESSES } from "../../protocol/limits.ts";
import { addressKey, TokenBucket } from "../base/mod.ts";

/** Counts joins; IPv6 addresses of one /64 count as one. */
export class JoinRates {
  /** The address that joined last comes last. */
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(private readonly ratePerSecond: number) {}

  /** May somebody from `address` join at `now`, in monotonic ms? If so, it counts. */
  mayJoin(address: string, now: number): boolean {
    const key = addressKey(address);
    const bucket = this.#buckets.get(key) ??
      new TokenBucket(this.ratePerSecond, JOIN_BURST, now);
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MAX_JOINING_ADDRESSES && oldest !== undefined) {
      this.#buckets.delete(oldest);
    }
    return bucket.tryTake(now);
  }
}
