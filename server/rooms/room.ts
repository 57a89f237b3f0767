/**
 * A room that people are in: its log and who is there.
 * @module
 */
import type { RoomLog } from "../log/mod.ts";
import type { Member } from "./members.ts";

export class Room {
  /** In the order in which they joined. */
  readonly #present = new Set<Member>();

  constructor(readonly name: string, readonly log: RoomLog) {}

  /** Its number. */
  get id(): number {
    return this.log.id;
  }

  get presentCount(): number {
    return this.#present.size;
  }

  /** Names of those who are there, in the order in which they joined. */
  names(): string[] {
    return Array.from(this.#present, ({ name }) => name);
  }

  /** Names of those for whom no key vouches, in the same order. */
  guests(): string[] {
    return Array.from(this.#present).filter(({ key }) => key === undefined).map(({ name }) => name);
  }

  has(member: Member): boolean {
    return this.#present.has(member);
  }

  /** `member` is there from now on. */
  enter(member: Member): void {
    this.#present.add(member);
    member.rooms.add(this.id);
  }

  /** `member` is not there any more. */
  leave(member: Member): void {
    this.#present.delete(member);
    member.rooms.delete(this.id);
  }
}
