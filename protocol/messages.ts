/**
 * The lines of PROTOCOL.md as schemas; the types are inferred from them and written nowhere else.
 * @module
 */
export { Entry, type EntryType } from "./entries/entry.ts";
export type { OpenGame } from "./entries/game.ts";
export { parseLine, parseTransferLine } from "./parse_line.ts";
export {
  Challenge,
  type Limits,
  type ListedFile,
  Reply,
  ServerLine,
  type Welcome,
} from "./replies.ts";
export { Hello, Proof, Request, type RequestType } from "./requests.ts";
export { Digest, Go, Verdict } from "./transfer_lines.ts";
