/**
 * How often somebody may join, by address. Pure: the time is an argument.
 * @module
 */
import { BoundedMap } from "../../protocol/bounded_map.ts";
import { addressKey, LIMIT_TABLE, TokenBucket } from "../base/mod.ts";

/** Addresses whose joins are remembered; more forget the one that joined longest ago. */
export const MAX_JOINING_ADDRESSES = 10_000;

/** Joins at once: everybody whom one address may connect. */
export const JOIN_BURST = LIMIT_TABLE.maxPerAddress.initial;

/** Counts joins; IPv6 addresses of one /64 count as one. */
export class JoinRates {
  readonly #buckets = new BoundedMap<string, TokenBucket>(MAX_JOINING_ADDRESSES);

  constructor(private readonly ratePerSecond: number) {}

  /** May somebody from `address` join at `now`, in monotonic ms? If so, it counts. */
  mayJoin(address: string, now: number): boolean {
    const key = addressKey(address);
    const bucket = this.#buckets.get(key) ??
      new TokenBucket(this.ratePerSecond, JOIN_BURST, now);
    this.#buckets.set(key, bucket);
    return bucket.tryTake(now);
  }
}
