/**
 * A database as the program of November 2026 left it (version 2 of the tables).
 * @module
 */
import { DatabaseSync } from "node:sqlite";

/** As released: it never changes. */
const TABLES = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  -- The log of all rooms. seq grows over all of them, so it names a file as well.
  -- line is the entry as it travels, its line break included.
  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    room INTEGER NOT NULL,
    type TEXT NOT NULL,
    author INTEGER NOT NULL,
    id TEXT,
    line TEXT NOT NULL
  );
  -- The one room has number 1 and nearly all entries; the others are read by number.
  CREATE INDEX entries_private ON entries (room, seq) WHERE room > 1;
  -- What was sent twice is stored once (PROTOCOL.md, Order and acknowledgement).
  CREATE UNIQUE INDEX entries_sent ON entries (author, id) WHERE id IS NOT NULL;

  -- Private rooms: one for each two authors that wrote to each other, the smaller author first.
  CREATE TABLE rooms (
    room INTEGER PRIMARY KEY,
    first INTEGER NOT NULL,
    second INTEGER NOT NULL,
    UNIQUE (first, second)
  );
  CREATE INDEX rooms_second ON rooms (second);
  INSERT INTO rooms VALUES (1, 0, 0);

  -- Where words stand in messages; rowid is the seq. Filled behind the log, up to the entry that meta names.
  CREATE VIRTUAL TABLE entries_text USING fts5 (text, content = '', tokenize = 'trigram');
  INSERT INTO meta VALUES ('indexed', '0');

  -- Who is, or may come back as, a member. joined is the seq of the entry that announced a member that is present.
  CREATE TABLE members (
    author INTEGER PRIMARY KEY,
    room INTEGER NOT NULL,
    name TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    previous_token TEXT UNIQUE,
    joined INTEGER,
    seen_at INTEGER NOT NULL
  );

  CREATE TABLE files (
    file INTEGER PRIMARY KEY,
    room INTEGER NOT NULL,
    author INTEGER NOT NULL,
    sender TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    mime TEXT NOT NULL,
    at INTEGER NOT NULL,
    stored INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'complete', 'gone'))
  );
  CREATE INDEX files_kept ON files (state, file);
  -- Which key owns a name, in the form in which names are compared (PROTOCOL.md, Proofs).
  CREATE TABLE names (
    name_key TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    used_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX names_of_key ON names (key, used_at);

  CREATE TABLE operators (key TEXT PRIMARY KEY) WITHOUT ROWID;

  -- subject is a key or an address, name_key what it was called; until is Unix time in ms.
  CREATE TABLE restrictions (
    kind TEXT NOT NULL CHECK (kind IN ('ban', 'mute')),
    subject TEXT NOT NULL,
    name_key TEXT NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (kind, subject)
  ) WITHOUT ROWID;
`;

/** What stands in it: messages, searchable at that time, and names as they were compared. */
export interface OldData {
  readonly texts: readonly string[];
  readonly names: Readonly<Record<string, string>>;
}

/** Writes such a database to `path`; the first text has seq 1. */
export function writeOldDatabase(path: string, { texts, names }: OldData): void {
  using db = new DatabaseSync(path);
  db.exec(`${TABLES} PRAGMA journal_mode = WAL; PRAGMA user_version = 2;`);
  const entry = db.prepare("INSERT INTO entries VALUES (?, 1, 'message', 2, ?, ?)");
  const indexed = db.prepare("INSERT INTO entries_text (rowid, text) VALUES (?, ?)");
  texts.forEach((text, index) => {
    const seq = index + 1;
    const at = "2026-11-20T10:00:00.000Z";
    const line = JSON.stringify({ type: "message", seq, at, id: String(seq), from: "ana", text });
    entry.run(seq, String(seq), `${line}\n`);
    indexed.run(seq, text);
  });
  db.prepare("UPDATE meta SET value = ? WHERE key = 'indexed'").run(String(texts.length));
  const owned = db.prepare("INSERT INTO names VALUES (?, ?, ?)");
  Object.entries(names).forEach(([nameKey, key], index) => owned.run(nameKey, key, index));
}
