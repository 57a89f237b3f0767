/**
 * Shared files and their transfers. The only folder with the files' bytes; it knows no sessions.
 * @module
 */
export { Files } from "./files.ts";
export type { FilesParts } from "./parts.ts";
export { Spool } from "./spool.ts";
export { Transfers } from "./transfers.ts";
