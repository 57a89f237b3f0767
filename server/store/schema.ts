/**
 * The tables, as numbered steps from nothing to the newest form.
 * @module
 */

import type { DatabaseSync } from "node:sqlite";
import { nameKey } from "../../protocol/names.ts";
import { tokenHash } from "../base/mod.ts";

/** SQL, or work that SQL cannot do. */
type Step = string | ((db: DatabaseSync) => void);

/**
 * Step n brings a database from version n to n + 1; `PRAGMA user_version` holds the version. A
 * step, once released, stays as it is; what changes is a new step.
 */
const STEPS: readonly Step[] = [
  `
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
  `,
  `
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
  `,
  `
  -- Texts are searched as they are folded (PROTOCOL.md, Texts): the index is filled anew.
  DROP TABLE entries_text;
  CREATE VIRTUAL TABLE entries_text
    USING fts5 (text, content = '', tokenize = 'trigram case_sensitive 1');
  UPDATE meta SET value = '0' WHERE key = 'indexed';
  `,
  compareNamesAnew,
  `
  -- Shared tables become projections of changes: who is in which room, with the hash of a token instead of the token.
  ALTER TABLE members RENAME TO members_before;
  CREATE TABLE members (
    author INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    -- Only while nobody else may have the name.
    name_key TEXT UNIQUE,
    key TEXT,
    token TEXT NOT NULL UNIQUE,
    previous_token TEXT UNIQUE,
    address TEXT,
    seen_at INTEGER NOT NULL
  );
  -- joined is the seq of the entry that announced the member.
  CREATE TABLE memberships (
    room INTEGER NOT NULL,
    author INTEGER NOT NULL,
    joined INTEGER NOT NULL,
    PRIMARY KEY (room, author)
  ) WITHOUT ROWID;
  CREATE INDEX memberships_of ON memberships (author);
  INSERT INTO memberships SELECT room, author, joined FROM members_before WHERE joined IS NOT NULL;
  INSERT INTO meta SELECT 'last_author', max(
    (SELECT coalesce(max(author), 0) FROM entries),
    (SELECT coalesce(max(author), 0) FROM members_before)
  );

  ALTER TABLE rooms ADD COLUMN topic TEXT;
  UPDATE rooms SET topic = (SELECT value FROM meta WHERE key = 'topic') WHERE room = 1;
  DELETE FROM meta WHERE key = 'topic';

  -- Room 0 stands for all of them.
  ALTER TABLE operators RENAME TO operators_before;
  CREATE TABLE operators (
    room INTEGER NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (room, key)
  ) WITHOUT ROWID;
  INSERT INTO operators SELECT 0, key FROM operators_before;
  DROP TABLE operators_before;
  ALTER TABLE restrictions RENAME TO restrictions_before;
  CREATE TABLE restrictions (
    kind TEXT NOT NULL CHECK (kind IN ('ban', 'mute')),
    room INTEGER NOT NULL,
    subject TEXT NOT NULL,
    name_key TEXT NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (kind, room, subject)
  ) WITHOUT ROWID;
  INSERT INTO restrictions SELECT kind, 0, subject, name_key, until FROM restrictions_before;
  DROP TABLE restrictions_before;

  -- How much of an upload is on this machine's disk is no shared fact.
  CREATE TABLE spool (file INTEGER PRIMARY KEY, stored INTEGER NOT NULL);
  INSERT INTO spool SELECT file, stored FROM files WHERE state = 'open';
  ALTER TABLE files DROP COLUMN stored;

  -- The newest batch that was applied of each server that others hear of.
  CREATE TABLE origins (origin TEXT PRIMARY KEY, batch INTEGER NOT NULL) WITHOUT ROWID;
  `,
  carryMembersOver,
  `
  -- Challenges and games: the two players by number, name, and what scores know them by. moves
  -- and score are lists in JSON, seq is the newest entry, due_at the Unix time in ms at which it
  -- lapses.
  CREATE TABLE games (
    game INTEGER PRIMARY KEY,
    room INTEGER NOT NULL,
    kind TEXT NOT NULL,
    first INTEGER NOT NULL,
    second INTEGER NOT NULL,
    first_name TEXT NOT NULL,
    second_name TEXT NOT NULL,
    first_party TEXT NOT NULL,
    second_party TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'running', 'over')),
    moves TEXT NOT NULL,
    score TEXT NOT NULL,
    seq INTEGER NOT NULL,
    due_at INTEGER NOT NULL
  );
  -- Few are not over at any time, so they are just looked through.
  CREATE INDEX games_open ON games (due_at) WHERE state <> 'over';
  CREATE INDEX games_between ON games (kind, first_party, second_party, game);
  `,
];

/** The newest version of the tables. */
export const SCHEMA_VERSION = STEPS.length;

/** Brings the tables of `db` from `version` to the newest one. Call it inside a transaction. */
export function bringUpToDate(db: DatabaseSync, version: number): void {
  for (const step of STEPS.slice(version)) {
    if (typeof step === "string") db.exec(step);
    else step(db);
  }
  db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

/**
 * More names count as the same than did before; of those that are one now, the one used last has
 * its owner.
 */
function compareNamesAnew(db: DatabaseSync): void {
  db.function("name_key", { deterministic: true }, (name) => nameKey(String(name)));
  db.exec(`
    CREATE TABLE names_before AS SELECT * FROM names;
    DELETE FROM names;
    INSERT OR REPLACE INTO names
      SELECT name_key(name_key), key, used_at FROM names_before ORDER BY used_at;
    DROP TABLE names_before;
    UPDATE restrictions SET name_key = name_key(name_key);
  `);
}

function carryMembersOver(db: DatabaseSync): void {
  const insert = db.prepare("INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, NULL, ?)");
  const owner = db.prepare("SELECT key FROM names WHERE name_key = ?");
  const before = db.prepare("SELECT * FROM members_before ORDER BY joined IS NULL, seen_at DESC");
  const held = new Set<string>();
  for (const row of before.all()) {
    const name = String(row.name);
    const compared = nameKey(name);
    // Nobody who was away holds a name for longer than minutes.
    const isHeld = row.joined !== null && !held.has(compared);
    if (isHeld) held.add(compared);
    const previous = row.previous_token === null ? null : tokenHash(String(row.previous_token));
    insert.run(
      Number(row.author),
      name,
      isHeld ? compared : null,
      owner.get(compared)?.key ?? null,
      tokenHash(String(row.token)),
      previous,
      Number(row.seen_at),
    );
  }
  db.exec("DROP TABLE members_before");
}
