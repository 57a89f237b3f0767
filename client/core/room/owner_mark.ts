/**
 * Whose files of which room.
 * @module
 */
import { createHash } from "node:crypto";
import { nameKey } from "../../../protocol/names.ts";

/** 16 hex digits, the same for the same member of the same log in every run, and for no other. */
export function ownerMark(log: string | undefined, name: string): string {
  return createHash("sha256").update(`${log}\n${nameKey(name)}`).digest("hex").slice(0, 16);
}
