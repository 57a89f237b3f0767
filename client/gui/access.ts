/**
 * Who may speak to the window's server.
 * @module
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../protocol/clock.ts";

/**
 * A ticket that opens the window is void after this time; starting a browser on a slow machine
 * takes less.
 */
export const WINDOW_TICKET_LIFE_MS = 120_000;

/** 128 random bits as hex. */
export function randomKey(): string {
  return crypto.getRandomValues(new Uint8Array(16)).toHex();
}

/**
 * A token for the pages of this window, and one ticket that is worth the token once: the command
 * line of a browser, which other users of the machine can read, names the ticket alone.
 */
export class Access {
  readonly token: string = randomKey();
  readonly ticket: string = randomKey();
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #madeAtMs: number;
  #isRedeemed = false;

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
    this.#madeAtMs = clock.monotonic();
  }

  /** Is `token` the token? Takes the same time whatever it is. */
  allows(token: string | undefined): boolean {
    return isEqual(token ?? "", this.token);
  }

  /**
   * The token for the ticket or for itself; `undefined` for anything else, and for a ticket the
   * second time or too late.
   */
  redeem(key: string): string | undefined {
    if (this.allows(key)) return this.token;
    if (!isEqual(key, this.ticket) || this.#isRedeemed) return undefined;
    if (this.#clock.monotonic() - this.#madeAtMs > WINDOW_TICKET_LIFE_MS) return undefined;
    this.#isRedeemed = true;
    return this.token;
  }
}

/** Compares in a time that tells nothing about where two strings differ. */
export function isEqual(a: string, b: string): boolean {
  const [first, second] = [a, b].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(first as Uint8Array, second as Uint8Array);
}
