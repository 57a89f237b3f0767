/**
 * The lines around the bytes of a transfer.
 * @module
 */
import { z } from "zod";
import { count, file, reason, sha256 } from "./fields.ts";

/** The server's answer to a transfer hello: the bytes after `offset` follow. */
export const Go = z.object({ type: z.literal("go"), file, offset: count, size: count });
/** The line after the last byte, by whoever sent the bytes. */
export const Digest = z.object({ type: z.literal("digest"), sha256 });
/** The last line, by whoever received the bytes. */
export const Verdict = z.object({
  type: z.literal("verdict"),
  ok: z.boolean(),
  code: reason.optional(),
});
export type Verdict = z.infer<typeof Verdict>;

/** What may come instead of any of them. */
export const TransferError = z.object({
  type: z.literal("error"),
  code: z.string(),
  text: z.string(),
});
