/**
 * Files on their way, in both directions.
 * @module
 */
export { Downloads, MAX_REMEMBERED_FILES } from "./downloads.ts";
export type { PartialFile } from "./save.ts";
export type { Direction, Offer, Ticket, TransferHost } from "./transfer_host.ts";
export { KeptUpload, type UploadNotes } from "./upload_notes.ts";
export { Uploads } from "./uploads.ts";
