/**
 * Members and rooms in memory, kept in step with the tables.
 * @module
 */
import type { Projection } from "../log/mod.ts";
import type { Applied, MemberRow, MembershipRow } from "../store/mod.ts";
import { type Member, Members } from "./members.ts";
import type { Rooms } from "./rooms.ts";

/** What is read of the tables. */
export interface RosterTables {
  readonly members: {
    all(): MemberRow[];
    get(author: number): MemberRow | undefined;
  };
  readonly memberships: { all(): MembershipRow[] };
}

/** Time, as it is needed here. */
interface Times {
  readonly monotonic: () => number;
  readonly wall: () => number;
}

/** Takes over what the tables hold when a server starts, and follows every change from then on. */
export class Roster implements Projection {
  readonly concerns = [
    "joined",
    "resumed",
    "confirmed",
    "released",
    "renamed",
    "left",
    "forgotten",
  ] as const;
  readonly members: Members = new Members();

  /** Those who are present without a connection count as dropped now. */
  constructor(
    readonly rooms: Rooms,
    private readonly tables: RosterTables,
    private readonly clock: Times,
  ) {
    const [now, wall] = [clock.monotonic(), clock.wall()];
    const rows = new Map(tables.members.all().map((row) => [row.author, row]));
    for (const row of rows.values()) {
      this.members.add(row, now - Math.max(0, wall - row.seenAt), true);
    }
    for (const { room, author } of tables.memberships.all()) {
      const member = this.members.find(author);
      if (member === undefined) continue;
      this.rooms.find(room)?.enter(member);
      member.droppedAt = now;
    }
  }

  applied({ change, outcome }: Applied): void {
    if (outcome.kind === "duplicate" || outcome.kind === "refused") return;
    switch (change.type) {
      case "joined":
      case "resumed":
        if (outcome.member !== undefined) this.#came(outcome.member, change.room);
        break;
      case "confirmed":
      case "released":
      case "renamed":
        this.#changed(change.author);
        break;
      case "left": {
        const member = this.members.find(change.author);
        if (member !== undefined) this.rooms.find(change.room)?.leave(member);
        break;
      }
      case "forgotten": {
        const member = this.members.find(change.author);
        if (member !== undefined && member.rooms.size === 0) this.members.remove(member);
        break;
      }
    }
  }

  #came(author: number, room: number): void {
    const member = this.#changed(author);
    if (member !== undefined) this.rooms.find(room)?.enter(member);
  }

  /** Reads what the tables say of `author` now. */
  #changed(author: number): Member | undefined {
    const row = this.tables.members.get(author);
    if (row === undefined) return undefined;
    const member = this.members.find(author);
    if (member === undefined) return this.members.add(row, this.clock.monotonic(), false);
    this.members.update(member, {
      name: row.name,
      isNameHeld: row.nameKey !== null,
      key: row.key ?? undefined,
      token: row.token,
      previousToken: row.previousToken ?? undefined,
    });
    return member;
  }
}
