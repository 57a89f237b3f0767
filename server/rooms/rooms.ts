/**
 * The rooms of a server.
 * @module
 */
import type { RoomLogs } from "../log/mod.ts";
import { FIRST_ROOM } from "../store/mod.ts";
import { Room } from "./room.ts";

/** Rooms by number and name. */
export class Rooms {
  /** Where newcomers are, and what is meant when no room is named. */
  readonly first: Room;
  readonly #byId = new Map<number, Room>();

  /** One room named `name`. */
  constructor(logs: RoomLogs, name: string) {
    this.first = new Room(name, logs.open(FIRST_ROOM));
    this.#byId.set(FIRST_ROOM, this.first);
  }

  find(id: number): Room | undefined {
    return this.#byId.get(id);
  }

  named(name: string): Room | undefined {
    return this.all().find((room) => room.name === name);
  }

  all(): Room[] {
    return Array.from(this.#byId.values());
  }
}
