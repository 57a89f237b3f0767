/**
 * The shared tables: projections of the changes that were applied, the same for everybody who
 * applied them. Nothing but `applyChange` writes them.
 * @module
 */
import { type Game, GAMES } from "../../protocol/games/mod.ts";
import { EntryTable } from "./entries.ts";
import { FileTable } from "./files.ts";
import { GameTable } from "./games.ts";
import { MemberTable } from "./members.ts";
import { MembershipTable } from "./memberships.ts";
import { ModerationTable } from "./moderation.ts";
import { NameTable } from "./names.ts";
import type { RenewableDatabase } from "./renewable_database.ts";
import { RoomTable } from "./rooms.ts";

export class Tables {
  readonly entries: EntryTable;
  readonly members: MemberTable;
  readonly memberships: MembershipTable;
  readonly files: FileTable;
  readonly names: NameTable;
  readonly moderation: ModerationTable;
  readonly rooms: RoomTable;
  readonly games: GameTable;

  /**
   * `catalogue` are the games that may be played: whoever applies the same changes has to have the
   * same ones.
   */
  constructor(db: RenewableDatabase, readonly catalogue: readonly Game[] = GAMES) {
    this.entries = new EntryTable(db);
    this.members = new MemberTable(db);
    this.memberships = new MembershipTable(db);
    this.files = new FileTable(db);
    this.names = new NameTable(db);
    this.moderation = new ModerationTable(db);
    this.rooms = new RoomTable(db);
    this.games = new GameTable(db);
  }
}
