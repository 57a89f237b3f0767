/**
 * Which files a client fetches without being asked.
 * @module
 */

/** `all`, `ask` (only on `/accept`), `none`, or the largest size in bytes. */
export type AcceptPolicy = "all" | "ask" | "none" | number;

/** What matters about a shared file. */
export interface SharedFile {
  readonly size: number;
  /** We shared it. */
  readonly isOwn: boolean;
  /** It was shared after we came to the room for the first time. */
  readonly isNews: boolean;
}

/** Fetch `file` now? */
export function isAccepted(policy: AcceptPolicy, file: SharedFile): boolean {
  if (file.isOwn || !file.isNews) return false;
  return policy === "all" || (typeof policy === "number" && file.size <= policy);
}
