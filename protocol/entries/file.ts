/**
 * Files that are shared, and those that are no longer.
 * @module
 */
import { z } from "zod";
import { at, count, file, seq } from "../fields.ts";
import { isFileName } from "../names.ts";

/** A file is shared; its bytes may still be on their way. */
export const FileEntry = z.object({
  type: z.literal("file"),
  seq,
  id: z.string(),
  at,
  from: z.string(),
  file,
  name: z.string().refine(isFileName),
  size: count,
  mime: z.string(),
});

/** A file is not shared any more. */
export const WithdrawnEntry = z.object({
  type: z.literal("withdrawn"),
  seq,
  at,
  file,
  from: z.string(),
  name: z.string(),
  reason: z.string(),
});
