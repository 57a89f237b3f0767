/**
 * Rooms, members, who is there, who keeps order, and looking back. Knows no sessions and no
 * sockets.
 * @module
 */
export { Archive } from "./archive.ts";
export { Games } from "./games.ts";
export type { Connection, Member, Members } from "./members.ts";
export { Moderation } from "./moderation.ts";
export { type Admitted, Presence } from "./presence.ts";
export type { Room } from "./room.ts";
export { Rooms } from "./rooms.ts";
export { Roster } from "./roster.ts";
