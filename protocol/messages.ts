/**
 * The lines of PROTOCOL.md as schemas; the types are inferred from them and written nowhere else.
 * Longer than other files, so that there is no second list of types.
 * @module
 */
import { z } from "zod";
import { type ErrorCode, ProtocolError } from "./errors.ts";
import { isFileName } from "./names.ts";
import { isStoredText } from "./text.ts";
import { MAX_MOVES } from "./games/mod.ts";
import {
  MAX_FILES_LISTED,
  MAX_FOUND,
  MAX_HISTORY,
  MAX_HISTORY_PAGE,
  MAX_SEARCH_CHARS,
} from "./limits.ts";

/** Longest ban or mute for a time; longer is for good. Ten years. */
const MAX_RESTRICTION_MS = 10 * 365 * 24 * 3_600_000;

const id = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/);
const count = z.int().nonnegative();
const seq = z.int().nonnegative();
const hex = (chars: number) => z.string().regex(new RegExp(`^[0-9a-f]{${chars}}$`));
const file = z.string().regex(/^[0-9]{1,16}$/);
const sha256 = hex(64);
const base64url = (chars: number) => z.string().regex(new RegExp(`^[\\w-]{${chars}}$`));
const moderation = z.enum(["kick", "ban", "unban", "mute", "unmute", "op", "topic"]);
const direction = z.enum(["up", "down"]);
const gameNumber = z.string().regex(/^[0-9]{1,16}$/);
const gameKind = z.string().regex(/^[a-z0-9_]{1,32}$/);
const gameMove = z.string().regex(/^[\w+=#-]{1,16}$/);

// ── From the client ────────────────────────────────────────────────────────

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
  z.object({ type: z.literal("decline"), file }),
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

// ── From the server ────────────────────────────────────────────────────────

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

/** A game as it stands: everything that there is to know about it. */
const gameFields = {
  game: gameNumber,
  kind: gameKind,
  /** The challenger, who has the first move, and the challenged one. */
  players: z.tuple([z.string(), z.string()]),
  state: z.enum(["open", "running", "over"]),
  moves: z.array(gameMove).max(MAX_MOVES),
  turn: z.string().optional(),
  winner: z.string().optional(),
  /** Won by the first player, won by the second, drawn. */
  score: z.tuple([count, count, count]),
};
/** A challenge or game that was open at the `welcome`; `seq` is its newest entry. */
const OpenGame = z.object({ seq, ...gameFields });
export type OpenGame = z.infer<typeof OpenGame>;

/** What stands in a room's log. */
export const Entry = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("message"),
    seq,
    id: z.string(),
    at: z.string(),
    from: z.string(),
    text: z.string().refine(isStoredText),
    action: z.boolean().optional(),
    to: z.string().optional(),
  }),
  z.object({
    type: z.literal("joined"),
    seq,
    at: z.string(),
    name: z.string(),
    guest: z.boolean().optional(),
  }),
  z.object({ type: z.literal("left"), seq, at: z.string(), name: z.string(), reason: z.string() }),
  z.object({ type: z.literal("renamed"), seq, at: z.string(), from: z.string(), to: z.string() }),
  z.object({
    type: z.literal("file"),
    seq,
    id: z.string(),
    at: z.string(),
    from: z.string(),
    file,
    name: z.string().refine(isFileName),
    size: count,
    mime: z.string(),
  }),
  z.object({
    type: z.literal("withdrawn"),
    seq,
    at: z.string(),
    file,
    from: z.string(),
    name: z.string(),
    reason: z.string(),
  }),
  z.object({
    type: z.literal("moderated"),
    seq,
    id: z.string(),
    at: z.string(),
    by: z.string(),
    action: z.string(),
    name: z.string().optional(),
    text: z.string().refine((text) => text === "" || isStoredText(text)).optional(),
    until: z.string().optional(),
  }),
  z.object({
    type: z.literal("game"),
    seq,
    id: z.string().optional(),
    at: z.string(),
    action: z.string(),
    by: z.string().optional(),
    ...gameFields,
  }),
]);
export type Entry = z.infer<typeof Entry>;
export type EntryType = Entry["type"];

const listedFile = z.object({
  file,
  name: z.string().refine(isFileName),
  size: count,
  mime: z.string(),
  from: z.string(),
  at: z.string(),
  stored: count,
  complete: z.boolean(),
});
export type ListedFile = z.infer<typeof listedFile>;

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

// ── On a transfer connection ───────────────────────────────────────────────

/** The server's answer to a transfer hello: the bytes after `offset` follow. */
export const Go = z.object({ type: z.literal("go"), file, offset: count, size: count });
/** The line after the last byte, by whoever sent the bytes. */
export const Digest = z.object({ type: z.literal("digest"), sha256 });
/** The last line, by whoever received the bytes. */
export const Verdict = z.object({
  type: z.literal("verdict"),
  ok: z.boolean(),
  code: z.string().optional(),
});
export type Verdict = z.infer<typeof Verdict>;

const TransferError = z.object({ type: z.literal("error"), code: z.string(), text: z.string() });

/**
 * Parses `line` by `schema`.
 * @throws {ProtocolError} `bad_frame` if it is not a JSON object with a `type`; `bad_request` if it has a type of the schema
 * but wrong fields; `unknown_type` otherwise.
 */
export function parseLine<T>(schema: z.ZodType<T>, line: string): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new ProtocolError("bad_frame");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const code = reasonOf(value, parsed.error);
  throw new ProtocolError(code, code === "bad_request" ? describe(parsed.error) : undefined);
}

/**
 * Parses a line on a transfer connection where `schema` is expected.
 * @throws {ProtocolError} with the code of the `error` line that came instead, or as {@linkcode parseLine}.
 */
export function parseTransferLine<T>(schema: z.ZodType<T>, line: string): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new ProtocolError("bad_frame");
  }
  const refused = TransferError.safeParse(value);
  if (refused.success) throw new ProtocolError(refused.data.code as ErrorCode, refused.data.text);
  return parseLine(schema, line);
}

function reasonOf(value: unknown, error: z.ZodError): ErrorCode {
  const type = (value as { type?: unknown } | null)?.type;
  if (typeof value !== "object" || typeof type !== "string") return "bad_frame";
  const aboutType = error.issues.some((issue) => issue.path[0] === "type");
  return aboutType ? "unknown_type" : "bad_request";
}

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  return `Cannot use the field ${issue?.path.join(".")}: ${issue?.message}`;
}
