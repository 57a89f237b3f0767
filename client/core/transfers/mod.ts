/**
 * Files on their way, in both directions.
 * @module
 */
export { MAX_REMEMBERED_FILES } from "./downloads.ts";
export type { PartialFile } from "./part_file.ts";
export type { Direction, Offer, Ticket, TransferHost } from "./transfer_host.ts";
export { Transfers } from "./transfers.ts";
export { KeptUpload, type UploadNotes } from "./upload_notes.ts";
