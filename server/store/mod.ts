/**
 * What a server keeps. The only folder with SQL; it knows no sockets and nobody who is connected.
 * @module
 */
export { type Applied, applyBatch, applyChange } from "./apply/apply_change.ts";
export { openGame } from "./apply/game.ts";
export { FOR_GOOD } from "./apply/moderation.ts";
export { isRestricted, subjectOf } from "./apply/restrictions.ts";
export type { Batch, Change } from "./change.ts";
export { type CrashPoint, crashPoints } from "./crash_points.ts";
export { NewerSchemaError, openDatabase, reopenDatabase } from "./database.ts";
export type { Page, SeqLine, Stretch } from "./entries.ts";
export type { FileRow, OpenUploads } from "./files.ts";
export type { MemberRow } from "./members.ts";
export type { MembershipRow } from "./memberships.ts";
export type { ModerationTable, Restriction } from "./moderation.ts";
export { type Outcome, refused, type RefusedOutcome, type Subject } from "./outcome.ts";
export { FIRST_ROOM, type RoomRow } from "./rooms.ts";
export { isIndexed, searchable, searchableOf } from "./search.ts";
export { isStorageFull, Store } from "./store.ts";
