/**
 * What a member knows of its room, sends to it and receives from it.
 * @module
 */
export type { AcceptPolicy } from "./accept.ts";
export { enter } from "./entrance.ts";
export { Exchange } from "./exchange.ts";
export { gameText } from "./game_text.ts";
export { type GameDeed, Games, type KnownGame } from "./games.ts";
export { Incoming } from "./incoming.ts";
export { Memory } from "./memory.ts";
export type { Deed, Moderation } from "./moderation.ts";
export { ownerMark } from "./owner_mark.ts";
export type { RoomParts } from "./room_parts.ts";
export { RoomState } from "./state.ts";
