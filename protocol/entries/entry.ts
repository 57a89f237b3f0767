/**
 * What stands in a room's log: one schema for each kind.
 * @module
 */
import { z } from "zod";
import { FileEntry, WithdrawnEntry } from "./file.ts";
import { GameEntry } from "./game.ts";
import { MessageEntry } from "./message.ts";
import { ModeratedEntry } from "./moderated.ts";
import { JoinedEntry, LeftEntry, RenamedEntry } from "./presence.ts";

/** An entry of a room's log. */
export const Entry = z.discriminatedUnion("type", [
  MessageEntry,
  JoinedEntry,
  LeftEntry,
  RenamedEntry,
  FileEntry,
  WithdrawnEntry,
  ModeratedEntry,
  GameEntry,
]);
export type Entry = z.infer<typeof Entry>;
export type EntryType = Entry["type"];
