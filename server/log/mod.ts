/**
 * The log of all rooms: changes go in, and readers follow with cursors. Knows no members, requests
 * or sockets.
 * @module
 */
export { Cursor } from "./cursor.ts";
export { EmbeddedSequencer } from "./embedded/embedded_sequencer.ts";
export type { Draft, Projection, Writer } from "./draft.ts";
export { Log } from "./log.ts";
export { type Reader, RoomLog } from "./room_log.ts";
export type { RoomLogs } from "./room_logs.ts";
export type { Sequencer, SequencerState } from "./sequencer.ts";
