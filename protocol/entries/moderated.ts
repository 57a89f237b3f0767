/**
 * What operators did.
 * @module
 */
import { z } from "zod";
import { at, seq } from "../fields.ts";
import { isStoredText } from "../text.ts";

/** An operator did something. */
export const ModeratedEntry = z.object({
  type: z.literal("moderated"),
  seq,
  id: z.string(),
  at,
  by: z.string(),
  action: z.string(),
  name: z.string().optional(),
  text: z.string().refine((text) => text === "" || isStoredText(text)).optional(),
  until: z.string().optional(),
});
