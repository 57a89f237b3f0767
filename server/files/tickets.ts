/**
 * Permissions for single transfer connections.
 * @module
 */
import { randomHex128 } from "../base/mod.ts";

/** Tickets one member may hold unused. */
export const MAX_TICKETS = 64;

/** A ticket not used for so long is void. */
export const TICKET_LIFE_MS = 60_000;

/** What a ticket permits. */
export interface Permit {
  readonly file: number;
  readonly direction: "up" | "down";
  /** Whose ticket it is. */
  readonly author: number;
}

/** Tickets that were given out and not used. Pure: time is an argument. */
export class Tickets {
  /** In the order they were given out. */
  readonly #permits = new Map<string, Permit & { readonly voidAt: number }>();

  /** A new ticket for `permit`, good for {@linkcode TICKET_LIFE_MS}; `undefined` if the author holds too many. */
  issue(permit: Permit, now: number): string | undefined {
    this.#dropVoid(now);
    let held = 0;
    for (const { author } of this.#permits.values()) if (author === permit.author) held++;
    if (held >= MAX_TICKETS) return undefined;
    const ticket = randomHex128();
    this.#permits.set(ticket, { ...permit, voidAt: now + TICKET_LIFE_MS });
    return ticket;
  }

  /** What `ticket` permits; it cannot be used again, nor can those that its author got before for the same: they were lost. */
  redeem(ticket: string, now: number): Permit | undefined {
    this.#dropVoid(now);
    const permit = this.#permits.get(ticket);
    if (permit !== undefined) this.#dropLost(ticket, permit);
    return permit;
  }

  #dropLost(used: string, { author, file, direction }: Permit): void {
    for (const [ticket, other] of this.#permits) {
      const isSame = other.author === author && other.file === file &&
        other.direction === direction;
      if (isSame) this.#permits.delete(ticket);
      if (ticket === used) return;
    }
  }

  #dropVoid(now: number): void {
    for (const [ticket, { voidAt }] of this.#permits) {
      if (voidAt > now) return;
      this.#permits.delete(ticket);
    }
  }
}
