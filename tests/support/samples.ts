/**
 * A good line of every type, for tests that need one of each or damage them.
 * @module
 */
import type {
  Challenge,
  Digest,
  Go,
  Hello,
  OpenGame,
  Proof,
  Request,
  ServerLine,
  Verdict,
} from "../../protocol/messages.ts";
import type { z } from "zod";

type ByType<T extends { type: string }> = { readonly [K in T["type"]]: Extract<T, { type: K }> };

const at = "2026-11-22T21:04:00.000Z";
const hex = (chars: number) => "0123456789abcdef".repeat(chars / 16);
const limits = {
  lineBytes: 65_536,
  textBytes: 16_384,
  nameChars: 32,
  fileBytes: 1e9,
  ratePerSecond: 0,
};

/** What a welcomed client sends. */
export const REQUESTS: ByType<Request> = {
  say: { type: "say", id: "s-1", text: "hello", action: true, room: "main" },
  rename: { type: "rename", id: "r-1", name: "somebody" },
  offer: { type: "offer", id: "o-1", name: "a.txt", size: 5, mime: "text/plain" },
  withdraw: { type: "withdraw", file: "1" },
  get: { type: "get", file: "1" },
  decline: { type: "decline", file: "1" },
  files: { type: "files", before: "9" },
  history: { type: "history", before: 9, limit: 10 },
  search: { type: "search", words: "hello", before: 9 },
  info: { type: "info" },
  moderate: { type: "moderate", id: "m-1", action: "mute", name: "ben", forMs: 1_000 },
  game: { type: "game", id: "g-1", action: "move", game: "1", move: "5", number: 1 },
  whois: { type: "whois", name: "ben" },
  leave: { type: "leave" },
  ping: { type: "ping" },
  pong: { type: "pong" },
};

const game = {
  game: "8",
  kind: "tictactoe",
  players: ["ana", "ben"],
  state: "running",
  moves: [] as string[],
  score: [1, 0, 2],
} satisfies Partial<OpenGame>;

/** What a server sends on a chat connection. */
export const SERVER_LINES: ByType<ServerLine> = {
  welcome: {
    type: "welcome",
    you: "ana",
    room: "main",
    members: ["ana", "ben"],
    guests: ["ben"],
    seq: 10,
    log: hex(32),
    token: hex(32),
    topic: "tea",
    games: [{ seq: 9, ...game, moves: ["5"], turn: "ben" }],
    resumed: false,
    limits,
    server: "chat/1",
  },
  ack: { type: "ack", id: "s-1", seq: 11, file: "11" },
  ticket: {
    type: "ticket",
    file: "11",
    ticket: hex(32),
    direction: "down",
    offset: 0,
    size: 5,
    name: "a.txt",
  },
  files: {
    type: "files",
    files: [{
      file: "11",
      name: "a.txt",
      size: 5,
      mime: "text/plain",
      from: "ben",
      at,
      stored: 5,
      complete: true,
    }],
    more: false,
  },
  history: {
    type: "history",
    before: 9,
    entries: [{ type: "message", seq: 8, id: "x", at, from: "ben", text: "earlier" }],
    more: true,
  },
  found: { type: "found", words: "tea", entries: [], more: false },
  receipt: { type: "receipt", file: "11", by: "ben", state: "done" },
  info: {
    type: "info",
    room: "main",
    members: 2,
    server: "chat/1",
    protocol: 1,
    uptimeMs: 1,
    entries: 10,
    files: 1,
    fileBytes: 5,
    encrypted: false,
    limits,
  },
  whois: { type: "whois", name: "ben", present: true },
  ping: { type: "ping" },
  pong: { type: "pong" },
  error: { type: "error", code: "bad_text", text: "Too long", id: "s-1", re: "say" },
  closing: { type: "closing", code: "shutting_down", text: "Good night", retryInMs: 100 },
  message: { type: "message", seq: 12, id: "y", at, from: "ben", text: "hello" },
  joined: { type: "joined", seq: 13, at, name: "cleo", guest: true },
  left: { type: "left", seq: 14, at, name: "cleo", reason: "quit" },
  renamed: { type: "renamed", seq: 15, at, from: "ben", to: "benno" },
  file: {
    type: "file",
    seq: 16,
    id: "z",
    at,
    from: "ben",
    file: "16",
    name: "b.txt",
    size: 5,
    mime: "text/plain",
  },
  withdrawn: {
    type: "withdrawn",
    seq: 17,
    at,
    file: "16",
    from: "ben",
    name: "b.txt",
    reason: "cancelled",
  },
  game: {
    type: "game",
    seq: 19,
    at,
    id: "g",
    action: "move",
    by: "ben",
    ...game,
    moves: ["5", "1"],
    turn: "ana",
  },
  moderated: { type: "moderated", seq: 18, id: "m", at, by: "ben", action: "topic", text: "tea" },
};

/** What opens connections, and what is said on those for files. */
export const OPENINGS: {
  readonly client: readonly [z.input<typeof Hello>, z.input<typeof Hello>, Proof];
  readonly server: readonly [Challenge];
  readonly transfer: readonly [z.infer<typeof Go>, z.infer<typeof Digest>, Verdict];
} = {
  client: [
    { type: "hello", protocol: 1, name: "ana", since: 3, log: hex(32), history: 5, agent: "test" },
    { type: "hello", protocol: 1, role: "transfer", ticket: hex(32), offset: 0 },
    { type: "proof", nonce: hex(32), password: hex(64) },
  ],
  server: [{ type: "challenge", nonce: hex(64), salt: hex(32), tries: 3 }],
  transfer: [
    { type: "go", file: "18", offset: 0, size: 5 },
    { type: "digest", sha256: hex(64) },
    { type: "verdict", ok: false, code: "bad_digest" },
  ],
};
