/**
 * Who is in the room, who is a guest there, and who has dropped out and may come back.
 * @module
 */
import type { Clock } from "../../protocol/clock.ts";
import { LEAVE_GRACE_MS, NAME_HOLD_MS } from "../../protocol/limits.ts";
import type { RoomView } from "./channel.ts";

/** Kept from what the server tells of each member. Does no I/O. */
export class Presence {
  readonly #clock: Pick<Clock, "wall">;
  readonly #members = new Map<string, { readonly isGuest: boolean }>();
  readonly #dropped = new Map<string, number>();

  constructor(clock: Pick<Clock, "wall">) {
    this.#clock = clock;
  }

  /** Members in the order in which they came. */
  get view(): Pick<RoomView, "members" | "guests" | "dropped"> {
    const members = [...this.#members];
    return {
      members: members.map(([name]) => name),
      guests: members.filter(([, { isGuest }]) => isGuest).map(([name]) => name),
      dropped: [...this.#dropped].map(([name, until]) => ({ name, until })),
    };
  }

  welcomed(members: readonly string[], guests: readonly string[]): void {
    this.#members.clear();
    this.#dropped.clear();
    for (const name of members) this.#members.set(name, { isGuest: guests.includes(name) });
  }

  joined(name: string, isGuest: boolean): void {
    this.#members.set(name, { isGuest });
    this.#dropped.delete(name);
  }

  /** `reason` as the protocol names it. */
  left(name: string, reason: string): void {
    this.#members.delete(name);
    const now = this.#clock.wall();
    for (const [other, until] of this.#dropped) if (until <= now) this.#dropped.delete(other);
    // It dropped out before the room was told.
    if (reason === "lost") this.#dropped.set(name, now + NAME_HOLD_MS - LEAVE_GRACE_MS);
  }

  renamed(from: string, to: string): void {
    const members = [...this.#members];
    this.#members.clear();
    for (const [name, facts] of members) this.#members.set(name === from ? to : name, facts);
    this.#dropped.delete(to);
  }
}
