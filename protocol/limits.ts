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
/** Longest line before `welcome`: a hello needs a few hundred bytes, a stranger gets no more memory than a page. */
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
/** Messages and files replayed to a newcomer by default: a few screens of context. */
export const DEFAULT_HISTORY = 50;
/** Most entries in one `history` answer, and how many without a wish. */
export const MAX_HISTORY_PAGE = 100;
export const DEFAULT_HISTORY_PAGE = 50;
/** Characters of entries in one answer: in UTF-8 and with its frame it stays within a server's line. */
export const MAX_ANSWER_CHARS = 80_000;
/** Most messages in one `found` answer, and most words of a search: what a person looks through. */
export const MAX_FOUND = 50;
export const MAX_SEARCH_WORDS = 8;
export const MAX_SEARCH_CHARS = 200;
/** Entries made searchable at a time: about 5 ms, in which nobody waits noticeably. */
export const INDEX_STEP_ENTRIES = 1_000;
/** The same in characters, for long texts: a text without any pattern costs most, 10 ms for 20,000. */
export const INDEX_STEP_CHARS = 20_000;
/** Entries whose index a search reads at a time, and messages it looks at: a few milliseconds, however long they are. */
export const SEARCH_STEP_ENTRIES = 4_096;
export const SEARCH_STEP_ROWS = 16;
/** Entries looked through for words too short for the index (under three characters). */
export const MAX_SCANNED_ENTRIES = 20_000;
/** Most files named in one `files` answer: stays well under one line. */
export const MAX_FILES_LISTED = 100;

// ── Time on the wire ───────────────────────────────────────────────────────

/** From accept to `welcome`, in total: a person's network needs one round trip, a slow attacker gets no more. */
export const HELLO_TIMEOUT_MS = 10_000;
/** Time for a refused peer to read why: a slow network's round trip. */
export const REFUSAL_MS = 1_000;
/** Silence after which a `ping` is sent. */
export const PING_AFTER_MS = 15_000;
/** Silence after which the peer counts as gone, although a `ping` had 28 s for its answer. Looked at once a second: within 45 s on a busy machine, too. */
export const DEAD_AFTER_MS = 43_000;
/** No byte written for so long although there is something to write: the peer has stopped reading. */
export const STALL_MS = 10_000;
/** The same on a transfer connection, where a receiver's disk may be slow. */
export const TRANSFER_STALL_MS = 30_000;
/** How often deadlines are looked at; they are kept to this precision. */
export const SWEEP_MS = 1_000;

// ── Presence ───────────────────────────────────────────────────────────────

/** A dropped member is shown as left after this time; shorter breaks go unnoticed. */
export const LEAVE_GRACE_MS = 15_000;
/** A dropped member's name is kept for it this long. */
export const NAME_HOLD_MS = 120_000;
/** A resume token is remembered this long after its member was last seen: a night and a day. */
export const TOKEN_LIFE_MS = 36 * 3_600_000;
/** Absent members whose tokens are remembered; more forget the one away longest. */
export const MAX_ABSENT_MEMBERS = 10_000;

// ── Connections ────────────────────────────────────────────────────────────

/** Members at once; the system may allow the process fewer connections. */
export const DEFAULT_MAX_CLIENTS = 4_096;
/** Connections that may wait for their hello, in all and from one address (croc and sshd use the same order). */
export const MAX_PENDING = 64;
export const MAX_PENDING_PER_ADDRESS = 8;
/** So many may wait when they all came just now, as after a restart of the server; who has waited longer makes room. */
export const MAX_PENDING_BURST = 1_024;
/** "Just now": a small machine needs that long for a thousand TLS handshakes (measured: 2 to 3 s on two cores). */
export const PENDING_GRACE_MS = 5_000;
/** Connections from one address; a family or an office behind one router fits. Loopback is exempt. */
export const MAX_CONNECTIONS_PER_ADDRESS = 64;
/** Joins per second from one address, averaged; croc takes half as many. Coming back as a known member does not count. */
export const JOINS_PER_SECOND = 1;
/** Joins at once: everybody whom one address may connect. */
export const JOIN_BURST = MAX_CONNECTIONS_PER_ADDRESS;
/** Addresses whose joins are remembered; more forget the one that joined longest ago. */
export const MAX_JOINING_ADDRESSES = 10_000;
/** Of the connections a process has when the system allows it no more descriptors, so many stay; the others' are for files. */
export const AFFORDABLE_SHARE = 7 / 8;
/** Connections that the system keeps until they are accepted: all of a crowd's; those beyond would come a second later. */
export const ACCEPT_BACKLOG = 4_096;
/** Pause after a failed accept, doubling from the first to the longest (as nats-server does). */
export const FIRST_ACCEPT_PAUSE_MS = 10;
export const LONGEST_ACCEPT_PAUSE_MS = 1_000;

/** Connections to the metrics' address; a monitoring system or two and a person need a few. */
export const MAX_METRICS_CONNECTIONS = 32;
/** Longest head of a request there: what browsers send at most by default. */
export const METRICS_HEAD_BYTES = 8 * KIB;
/** Time for such a request, answer included. */
export const METRICS_TIMEOUT_MS = 5_000;

/** Console lines that may wait for a terminal or pipe that nobody reads. */
export const MAX_CONSOLE_LINES = 10_000;

// ── Passwords and identities ───────────────────────────────────────────────

/** Pause before a wrong password is answered: a person hardly notices, a guesser does. */
export const WRONG_PASSWORD_PAUSE_MS = 1_000;
/** Wrong passwords on one connection; the last one closes it. */
export const MAX_PASSWORD_TRIES = 3;
/** Wrong passwords from one address within {@linkcode BAN_MS} that are forgiven; one more bans it for as long. */
export const FORGIVEN_PASSWORDS = 3;
export const BAN_MS = 5 * 60_000;
/** Addresses whose wrong passwords are remembered; more forget the oldest. */
export const MAX_GUESSERS = 10_000;
/** Names one key owns: more than anybody needs, few enough that nobody takes all. */
export const MAX_NAMES_PER_KEY = 16;

/** Longest topic in UTF-8: one line of a screen or two. */
export const MAX_TOPIC_BYTES = 512;

// ── Rate ───────────────────────────────────────────────────────────────────

/** Requests per second of one member, averaged; faster than anybody types. */
export const DEFAULT_RATE_PER_SECOND = 10;
/** Requests at once before the rate applies: a pasted paragraph, a dozen of files. */
export const RATE_BURST = 30;
/** Bytes of lines per second of one member, averaged: ten texts of full length are fewer, endless pings are stopped. */
export const DEFAULT_LINE_BYTES_PER_SECOND = 256 * KIB;
/** Bytes of lines at once: more than all texts of {@linkcode RATE_BURST} together. */
export const LINE_BYTES_BURST = MIB;
/** Looks into the log per second of one member (history, search, list of files); ergo allows as many. Each is a query. */
export const DEFAULT_QUERIES_PER_SECOND = 16;
/** Looks at once: two seconds' worth, for somebody who scrolls fast. */
export const QUERY_BURST = 32;
/** Renames per second of one member, averaged: one in five seconds. Everybody sees each of them. */
export const DEFAULT_RENAMES_PER_SECOND = 1 / 5;
/** Renames at once: trying out a few names. */
export const RENAME_BURST = 5;

// ── The log ────────────────────────────────────────────────────────────────

/** Entries in one commit at most: measured, larger batches gain nothing and delay the first acknowledgement. */
export const MAX_COMMIT_ENTRIES = 256;
/** Bytes of a segment of the in-memory tail; one write sends up to so much. */
export const TAIL_SEGMENT_BYTES = 256 * KIB;
/** Bytes of recent entries kept in memory; a reader further behind pages from the database. */
export const TAIL_BYTES = 8 * MIB;
/** Entries read from the database in one page while a reader catches up: small at first, growing while pages are light. */
export const FIRST_PAGE_ENTRIES = 64;
export const MAX_PAGE_ENTRIES = 1_024;
/** A page with more characters than this is heavy: the next one has half as many entries. */
export const PAGE_CHARS = 256 * KIB;
/** Missed messages are counted up to this number for somebody who comes back: counting more would keep others waiting. */
export const MAX_MISSED_COUNTED = 10_000;
/** Answers and own entries that may wait for one connection's writer; reading from it pauses at this number. */
export const MAX_PENDING_REPLIES = 1_024;
/** Size of the write-ahead log at which SQLite folds it into the database: fewer stalls than its default of 4 MiB. */
export const WAL_CHECKPOINT_PAGES = 4_096;

// ── Files ──────────────────────────────────────────────────────────────────

/** Largest file accepted by default. */
export const DEFAULT_MAX_FILE_BYTES = 4 * GIB;
/** Bytes per read and write of file data: measured, 1 MiB is slower with many receivers. */
export const CHUNK_BYTES = 256 * KIB;
/**
 * Bytes of an upload that are written to disk together when few follow it. Measured: a write of 1 MiB or more takes two to
 * six times the processor time per byte (Linux 6.18, ext4).
 */
export const UPLOAD_BLOCK_BYTES = 512 * KIB;
/** Recent bytes of an upload kept in memory for the receivers that follow it live. */
export const UPLOAD_TAIL_BYTES = 4 * MIB;
/** With `--fsync` an upload is synced and recorded this often, so at most this much is sent again after a loss of power. */
export const DURABLE_STEP_BYTES = 8 * MIB;
/** A ticket not used for so long is void. */
export const TICKET_LIFE_MS = 60_000;
/** Tickets one member may hold unused. */
export const MAX_TICKETS = 64;
/** Unfinished uploads one member may have. */
export const MAX_UNFINISHED_UPLOADS = 100;
/** Unfinished uploads of all members: each costs an entry in memory, and a hundred members may use up theirs. */
export const MAX_UNFINISHED_UPLOADS_IN_ALL = 10_000;
/** Largest files that one member's unfinished uploads may claim space for together: as many as a client sends at once. */
export const RESERVED_LARGEST_FILES = 4;
/** Transfer connections of one member: a client uses eight; after a broken network the old ones linger beside the new. */
export const MAX_TRANSFERS_PER_MEMBER = 32;
/** Transfer connections in all: an upload keeps its last 4 MiB in memory, a download a buffer. */
export const MAX_TRANSFERS_IN_ALL = 1_000;
/** An upload nobody continued for so long is given up and its bytes freed. */
export const UPLOAD_ABANDONED_MS = 15 * 60_000;
/** Bytes of all files together on the server by default; the oldest finished ones make room. */
export const DEFAULT_SPOOL_BYTES = 32 * GIB;
/** Files older than this are removed from the server by default. */
export const DEFAULT_KEEP_FILES_MS = 30 * 24 * 3_600_000;
/** How often the age of files is looked at. */
export const RETENTION_SWEEP_MS = 10 * 60_000;
/** Free space that uploads never touch, so that the database can always grow a little. */
export const FREE_SPACE_FLOOR_BYTES = 64 * MIB;
/** Transfers of one client that run at once in each direction; the others wait their turn. */
export const MAX_ACTIVE_TRANSFERS = 4;

// ── Leaving and coming back ────────────────────────────────────────────────

/** The server's time to flush its last lines when it stops. */
export const DRAIN_MS = 2_000;
/** Clients are asked to come back at a random moment within this time after a server stops, not all at once. */
export const RETRY_SPREAD_MS = 5_000;
