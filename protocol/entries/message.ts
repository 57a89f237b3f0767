/**
 * What somebody said.
 * @module
 */
import { z } from "zod";
import { at, seq } from "../fields.ts";
import { isStoredText } from "../text.ts";

/** A message, to the room or with `to` to one member. */
export const MessageEntry = z.object({
  type: z.literal("message"),
  seq,
  id: z.string(),
  at,
  from: z.string(),
  text: z.string().refine(isStoredText),
  action: z.boolean().optional(),
  to: z.string().optional(),
});
