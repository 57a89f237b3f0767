/**
 * The tables, as numbered steps from nothing to the newest form.
 * @module
 */

/**
 * Step n brings a database from version n to n + 1; `PRAGMA user_version` holds the version. A step, once released, stays
 * as it is; what changes is a new step.
 */
export const MIGRATIONS: readonly string[] = [
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
  -- What was sent twice is stored once (PROTOCOL.md, Order and acknowledgement).
  CREATE UNIQUE INDEX entries_sent ON entries (author, id) WHERE id IS NOT NULL;

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
];
