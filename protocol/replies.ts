/**
 * What servers send on a chat connection, apart from entries.
 * @module
 */
import { z } from "zod";
import { at, base64url, count, direction, file, hex, reason, seq } from "./fields.ts";
import { MAX_FILES_LISTED, MAX_FOUND, MAX_HISTORY, MAX_HISTORY_PAGE } from "./limits.ts";
import { isFileName } from "./names.ts";
import { isStoredText } from "./text.ts";
import { Entry } from "./entries/entry.ts";
import { OpenGame } from "./entries/game.ts";

const limits = z.object({
  lineBytes: count,
  textBytes: count,
  nameChars: count,
  fileBytes: count,
  ratePerSecond: z.number().nonnegative(),
});
export type Limits = z.infer<typeof limits>;

/** What a server asks for between `hello` and `welcome`. */
export const Challenge = z.object({
  type: z.literal("challenge"),
  nonce: hex(64),
  salt: hex(32).optional(),
  tries: count.optional(),
});
export type Challenge = z.infer<typeof Challenge>;

const listedFile = z.object({
  file,
  name: z.string().refine(isFileName),
  size: count,
  mime: z.string(),
  from: z.string(),
  at,
  stored: count,
  complete: z.boolean(),
});
export type ListedFile = z.infer<typeof listedFile>;

/** Which of the files that a line names, or that follow it, are not there any more. */
const goneFiles = z.array(file).max(MAX_HISTORY).optional();

/** The lines of the server that are no entries. */
export const Reply = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("welcome"),
    you: z.string(),
    room: z.string(),
    members: z.array(z.string()),
    guests: z.array(z.string()).optional(),
    seq,
    log: z.string().max(64),
    token: hex(32),
    topic: z.string().refine(isStoredText).optional(),
    games: z.array(OpenGame).optional(),
    operator: z.boolean().optional(),
    resumed: z.boolean(),
    missed: count.optional(),
    gone: goneFiles,
    limits,
    server: z.string(),
  }),
  z.object({
    type: z.literal("ack"),
    id: z.string(),
    seq,
    duplicate: z.boolean().optional(),
    file: file.optional(),
  }),
  z.object({
    type: z.literal("ticket"),
    file,
    ticket: z.string().max(64),
    direction,
    offset: count,
    size: count,
    name: z.string().refine(isFileName),
  }),
  z.object({
    type: z.literal("files"),
    files: z.array(listedFile).max(MAX_FILES_LISTED),
    more: z.boolean(),
  }),
  z.object({
    type: z.literal("history"),
    before: seq,
    entries: z.array(Entry).max(MAX_HISTORY_PAGE),
    more: z.boolean(),
    gone: goneFiles,
  }),
  z.object({
    type: z.literal("found"),
    words: z.string(),
    entries: z.array(Entry).max(MAX_FOUND),
    more: z.boolean(),
  }),
  z.object({
    type: z.literal("receipt"),
    file,
    by: z.string(),
    state: z.enum(["done", "declined", "failed"]),
    code: reason.optional(),
  }),
  z.object({
    type: z.literal("info"),
    room: z.string(),
    members: count,
    server: z.string(),
    protocol: z.int(),
    uptimeMs: count,
    entries: count,
    files: count,
    fileBytes: count,
    encrypted: z.boolean(),
    limits,
  }),
  z.object({
    type: z.literal("whois"),
    name: z.string(),
    present: z.boolean(),
    fingerprint: base64url(43).optional(),
  }),
  z.object({ type: z.literal("ping") }),
  z.object({ type: z.literal("pong") }),
  z.object({
    type: z.literal("error"),
    code: z.string(),
    text: z.string(),
    id: z.string().optional(),
    file: z.string().optional(),
    re: z.string().optional(),
    protocol: z.int().optional(),
  }),
  z.object({
    type: z.literal("closing"),
    code: z.string(),
    text: z.string(),
    retryInMs: count.optional(),
  }),
]);
export type Reply = z.infer<typeof Reply>;

/** Everything a server may send on a chat connection. */
export const ServerLine = z.discriminatedUnion("type", [Reply, Entry]);
export type ServerLine = z.infer<typeof ServerLine>;
export type Welcome = Extract<Reply, { type: "welcome" }>;
