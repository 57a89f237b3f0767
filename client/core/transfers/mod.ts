/**
 * Files on their way, in both directions.
 * @module
 */
export { Downloads, MAX_REMEMBERED_FILES } from "./downloads.ts";
export type { PartialFile } from "./save.ts";
export type { Direction, Ticket, TransferHost } from "./transfer_host.ts";
export { Uploads } from "./uploads.ts";
