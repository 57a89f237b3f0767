/**
 * What clients send.
 * @module
 */
import { z } from "zod";
import {
  base64url,
  count,
  file,
  gameKind,
  gameMove,
  gameNumber,
  hex,
  id,
  moderation,
  reason,
  seq,
} from "./fields.ts";
import { MAX_HISTORY, MAX_HISTORY_PAGE, MAX_SEARCH_CHARS } from "./limits.ts";
import { MAX_MOVES } from "./games/mod.ts";

/** Longest ban or mute for a time; longer is for good. Ten years. */
const MAX_RESTRICTION_MS = 10 * 365 * 24 * 3_600_000;

/** The first line of every connection. `ticket` and `offset` belong to the role `transfer`. */
export const Hello = z.object({
  type: z.literal("hello"),
  protocol: z.int(),
  role: z.enum(["chat", "transfer"]).default("chat"),
  name: z.string().optional(),
  token: hex(32).optional().catch(undefined),
  since: seq.optional(),
  log: z.string().max(64).optional(),
  history: z.int().min(0).max(MAX_HISTORY).optional(),
  agent: z.string().max(64).optional().catch(undefined),
  key: base64url(43).optional(),
  ticket: z.string().max(64).optional(),
  offset: count.optional(),
});
export type Hello = z.infer<typeof Hello>;

/** The answer to a {@linkcode Challenge}. */
export const Proof = z.object({
  type: z.literal("proof"),
  nonce: hex(32),
  password: hex(64).optional(),
  signature: base64url(86).optional(),
});
export type Proof = z.infer<typeof Proof>;

/** Everything a welcomed client may send. */
export const Request = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("say"),
    id,
    text: z.string(),
    action: z.boolean().optional(),
    to: z.string().optional(),
    room: z.string().optional(),
  }),
  z.object({ type: z.literal("rename"), id, name: z.string() }),
  z.object({
    type: z.literal("offer"),
    id,
    name: z.string(),
    size: z.int().nonnegative(),
    mime: z.string().max(127).optional(),
  }),
  z.object({ type: z.literal("withdraw"), file }),
  z.object({ type: z.literal("get"), file }),
  z.object({ type: z.literal("decline"), file, code: reason.optional() }),
  z.object({ type: z.literal("files"), before: file.optional() }),
  z.object({
    type: z.literal("history"),
    before: seq,
    limit: z.int().min(1).max(MAX_HISTORY_PAGE).optional(),
  }),
  z.object({
    type: z.literal("search"),
    words: z.string().max(MAX_SEARCH_CHARS),
    before: seq.optional(),
  }),
  z.object({ type: z.literal("info") }),
  z.object({
    type: z.literal("moderate"),
    id,
    action: moderation,
    name: z.string().max(64).optional(),
    text: z.string().optional(),
    forMs: z.int().positive().max(MAX_RESTRICTION_MS).optional(),
  }),
  z.object({
    type: z.literal("game"),
    id,
    action: z.enum(["challenge", "accept", "decline", "move", "resign"]),
    kind: gameKind.optional(),
    name: z.string().max(64).optional(),
    game: gameNumber.optional(),
    move: gameMove.optional(),
    number: z.int().positive().max(MAX_MOVES).optional(),
  }),
  z.object({ type: z.literal("whois"), name: z.string() }),
  z.object({ type: z.literal("leave") }),
  z.object({ type: z.literal("ping") }),
  z.object({ type: z.literal("pong") }),
]);
export type Request = z.infer<typeof Request>;
export type RequestType = Request["type"];
