/**
 * The limits that both sides share, with the reason for each value; PROTOCOL.md states them. Every
 * other limit stands beside its use.
 * @module
 */

export const KIB = 1024;
export const MIB = 1024 * KIB;
export const GIB = 1024 * MIB;

// ── The wire ───────────────────────────────────────────────────────────────

/** Number of the protocol that PROTOCOL.md describes. */
export const PROTOCOL_VERSION = 1;
/** The port when none is named. */
export const DEFAULT_PORT = 5050;
/**
 * Longest line before `welcome`: a hello needs a few hundred bytes, a stranger gets no more memory
 * than a page.
 */
export const MAX_HELLO_LINE_BYTES = 4 * KIB;
/** Longest line after `welcome`: a full text in which JSON escapes every byte fits. */
export const MAX_LINE_BYTES = 64 * KIB;
/** Longest line of a server: a `welcome` that names 10,000 members, all of them guests. */
export const MAX_SERVER_LINE_BYTES = 2 * MIB;
/** Longest message text: about eight printed pages; longer things are files. */
export const MAX_TEXT_BYTES = 16 * KIB;
/** Longest name, in code points; fits a narrow screen next to a message. */
export const MAX_NAME_CHARS = 32;
/** Most messages and files replayed to a newcomer on request. */
export const MAX_HISTORY = 1_000;
/** Most entries in one `history` answer, and how many without a wish. */
export const MAX_HISTORY_PAGE = 100;
export const DEFAULT_HISTORY_PAGE = 50;
/** Most messages in one `found` answer: what a person looks through. */
export const MAX_FOUND = 50;
/** Longest search, in UTF-16 units. */
export const MAX_SEARCH_CHARS = 200;
/** Most files named in one `files` answer: stays well under one line. */
export const MAX_FILES_LISTED = 100;

// ── Time on the wire ───────────────────────────────────────────────────────

/**
 * From accept to `welcome`, in total: a person's network needs one round trip, a slow attacker gets
 * no more.
 */
export const HELLO_TIMEOUT_MS = 10_000;
/** Silence after which a `ping` is sent. */
export const PING_AFTER_MS = 15_000;
/**
 * Silence after which the peer counts as gone, although a `ping` had 28 s for its answer. Looked at
 * once a second: within 45 s on a busy machine, too.
 */
export const DEAD_AFTER_MS = 43_000;
/** How often deadlines are looked at; they are kept to this precision. */
export const SWEEP_MS = 1_000;

// ── Presence ───────────────────────────────────────────────────────────────

/** A dropped member is shown as left after this time; shorter breaks go unnoticed. */
export const LEAVE_GRACE_MS = 15_000;
/** A dropped member's name is kept for it this long. */
export const NAME_HOLD_MS = 120_000;

// ── Passwords and identities ───────────────────────────────────────────────

/** Wrong passwords on one connection; the last one closes it. */
export const MAX_PASSWORD_TRIES = 3;

// ── Files ──────────────────────────────────────────────────────────────────

/** Bytes per read and write of file data: measured, 1 MiB is slower with many receivers. */
export const CHUNK_BYTES = 256 * KIB;
/** Unfinished uploads one member may have. */
export const MAX_UNFINISHED_UPLOADS = 100;
/** Transfers of one client that run at once in each direction; the others wait their turn. */
export const MAX_ACTIVE_TRANSFERS = 4;

// ── Leaving and coming back ────────────────────────────────────────────────

/** The server's time to flush its last lines when it stops. */
export const DRAIN_MS = 2_000;
