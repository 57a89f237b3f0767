/**
 * Who came, went, and is called otherwise.
 * @module
 */
import { z } from "zod";
import { at, seq } from "../fields.ts";

/** Somebody is here from now on. */
export const JoinedEntry = z.object({
  type: z.literal("joined"),
  seq,
  at,
  name: z.string(),
  guest: z.boolean().optional(),
});

/** Somebody is gone. */
export const LeftEntry = z.object({
  type: z.literal("left"),
  seq,
  at,
  name: z.string(),
  reason: z.string(),
});

/** Somebody has another name. */
export const RenamedEntry = z.object({
  type: z.literal("renamed"),
  seq,
  at,
  from: z.string(),
  to: z.string(),
});
