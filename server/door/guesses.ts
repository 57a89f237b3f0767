/**
 * Wrong passwords by address. Pure: the time is an argument.
 * @module
 */
import { BoundedMap } from "../../protocol/bounded_map.ts";
import { addressKey } from "../base/mod.ts";

/** Addresses whose wrong passwords are remembered; more forget the oldest. */
export const MAX_GUESSERS = 10_000;

export const BAN_MS = 5 * 60_000;

/**
 * Wrong passwords from one address within {@linkcode BAN_MS} that are forgiven; one more bans it
 * for as long.
 */
export const FORGIVEN_PASSWORDS = 3;

interface Guesser {
  /** Monotonic ms of the wrong passwords within the last {@linkcode BAN_MS}. */
  times: number[];
  bannedUntil: number;
}

/** Counts them, and bans addresses with too many. */
export class Guesses {
  readonly #guessers = new BoundedMap<string, Guesser>(MAX_GUESSERS);

  /** A wrong password came from `address` at `now`. */
  failed(address: string, now: number): void {
    const key = addressKey(address);
    const guesser = this.#guessers.get(key) ?? { times: [], bannedUntil: 0 };
    guesser.times = [...guesser.times.filter((time) => now - time < BAN_MS), now];
    if (guesser.times.length > FORGIVEN_PASSWORDS) guesser.bannedUntil = now + BAN_MS;
    this.#guessers.set(key, guesser);
  }

  isBanned(address: string, now: number): boolean {
    return (this.#guessers.get(addressKey(address))?.bannedUntil ?? 0) > now;
  }
}
