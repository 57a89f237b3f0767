/**
 * The limits that an operator may change: one table makes the options of `chat serve` and the
 * labels of their counters.
 * @module
 */
import { GIB, HELLO_TIMEOUT_MS, KIB, MAX_UNFINISHED_UPLOADS } from "../../protocol/limits.ts";

/** Bytes of all files together on the server by default; the oldest finished ones make room. */
const DEFAULT_SPOOL_BYTES = 32 * GIB;

/** Transfer connections in all: an upload keeps its last 4 MiB in memory, a download a buffer. */
const MAX_TRANSFERS_IN_ALL = 1_000;

/**
 * Transfer connections of one member: a client uses eight; after a broken network the old ones
 * linger beside the new.
 */
const MAX_TRANSFERS_PER_MEMBER = 32;

/**
 * Largest files that one member's unfinished uploads may claim space for together: as many as a
 * client sends at once.
 */
const RESERVED_LARGEST_FILES = 4;

/**
 * Unfinished uploads of all members: each costs an entry in memory, and a hundred members may use
 * up theirs.
 */
const MAX_UNFINISHED_UPLOADS_IN_ALL = 10_000;

/** Largest file accepted by default. */
const DEFAULT_MAX_FILE_BYTES = 4 * GIB;

/** Renames per second of one member, averaged: one in five seconds. Everybody sees each of them. */
const DEFAULT_RENAMES_PER_SECOND = 1 / 5;

/**
 * Looks into the log per second of one member (history, search, list of files); ergo allows as
 * many. Each is a query.
 */
const DEFAULT_QUERIES_PER_SECOND = 16;

/**
 * Bytes of lines per second of one member, averaged: ten texts of full length are fewer, endless
 * pings are stopped.
 */
const DEFAULT_LINE_BYTES_PER_SECOND = 256 * KIB;

/** Requests per second of one member, averaged; faster than anybody types. */
const DEFAULT_RATE_PER_SECOND = 10;

/**
 * Joins per second from one address, averaged; croc takes half as many. Coming back as a known
 * member does not count.
 */
const JOINS_PER_SECOND = 1;

/**
 * Connections from one address; a family or an office behind one router fits. Loopback is exempt.
 */
export const MAX_CONNECTIONS_PER_ADDRESS = 64;

/**
 * Connections that may wait for their hello, in all and from one address (croc and sshd use the
 * same order).
 */
export const MAX_PENDING = 64;
export const MAX_PENDING_PER_ADDRESS = 8;

/** Members at once; the system may allow the process fewer connections. */
const DEFAULT_MAX_CLIENTS = 4_096;

/** One limit. */
export interface LimitFacts {
  /** How its value is written; numbers of requests and bytes are per second, times in ms. */
  readonly unit: "count" | "size" | "time" | "rate" | "byteRate";
  readonly initial: number;
  /** The default as people write it. */
  readonly shown: string;
  /** What is limited. */
  readonly about: string;
}

/** The limits in the order of the help, by the name of their option. */
export const LIMIT_TABLE = {
  maxClients: {
    unit: "count",
    initial: DEFAULT_MAX_CLIENTS,
    shown: "4096",
    about: "members at once",
  },
  maxFile: {
    unit: "size",
    initial: DEFAULT_MAX_FILE_BYTES,
    shown: "4GiB",
    about: "largest file accepted, such as 500MB or 4GiB",
  },
  spool: {
    unit: "size",
    initial: DEFAULT_SPOOL_BYTES,
    shown: "32GiB",
    about: "space for all files together; the oldest make room",
  },
  rateLimit: {
    unit: "rate",
    initial: DEFAULT_RATE_PER_SECOND,
    shown: "10/s",
    about: "requests of one member; off: no limit, nor one on other rates that are not given",
  },
  byteRate: {
    unit: "byteRate",
    initial: DEFAULT_LINE_BYTES_PER_SECOND,
    shown: "256KiB/s",
    about: "bytes of one member's requests, or off",
  },
  queryRate: {
    unit: "rate",
    initial: DEFAULT_QUERIES_PER_SECOND,
    shown: "16/s",
    about: "looks of one member into history, search and files, or off",
  },
  renameRate: {
    unit: "rate",
    initial: DEFAULT_RENAMES_PER_SECOND,
    shown: "12/min",
    about: "new names of one member, or off",
  },
  joinRate: {
    unit: "rate",
    initial: JOINS_PER_SECOND,
    shown: "60/min",
    about: "joins from one address, or off",
  },
  maxPerAddress: {
    unit: "count",
    initial: MAX_CONNECTIONS_PER_ADDRESS,
    shown: "64",
    about: "connections from one address",
  },
  maxPending: {
    unit: "count",
    initial: MAX_PENDING,
    shown: "64",
    about: "connections that have not said hello yet; the oldest make room",
  },
  maxPendingPerAddress: {
    unit: "count",
    initial: MAX_PENDING_PER_ADDRESS,
    shown: "8",
    about: "the same from one address",
  },
  helloTimeout: {
    unit: "time",
    initial: HELLO_TIMEOUT_MS,
    shown: "10s",
    about: "time for a newcomer to say hello and prove who it is",
  },
  maxOffers: {
    unit: "count",
    initial: MAX_UNFINISHED_UPLOADS,
    shown: "100",
    about: "unfinished uploads of one member",
  },
  maxOffersTotal: {
    unit: "count",
    initial: MAX_UNFINISHED_UPLOADS_IN_ALL,
    shown: "10000",
    about: "unfinished uploads in all",
  },
  maxReserved: {
    unit: "size",
    initial: RESERVED_LARGEST_FILES * DEFAULT_MAX_FILE_BYTES,
    shown: "four times --max-file",
    about: "sizes of one member's unfinished uploads together",
  },
  maxTransfers: {
    unit: "count",
    initial: MAX_TRANSFERS_PER_MEMBER,
    shown: "32",
    about: "transfers of one member at once",
  },
  maxTransfersTotal: {
    unit: "count",
    initial: MAX_TRANSFERS_IN_ALL,
    shown: "1000",
    about: "transfers in all at once",
  },
} as const satisfies Readonly<Record<string, LimitFacts>>;

export type LimitName = keyof typeof LIMIT_TABLE;

/** A value for each limit; a rate of `Infinity` is none. */
export type ServerLimits = Readonly<Record<LimitName, number>>;

/** Every limit, in order. */
export const LIMIT_NAMES: readonly LimitName[] = Object.keys(LIMIT_TABLE) as LimitName[];

/**
 * `max-per-address` for `maxPerAddress`: the option without its dashes, and the label of the
 * counter.
 */
export function limitLabel(name: LimitName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * The limits that follow from what was `given`: the others have their defaults, but that no rate is
 * limited where `rateLimit` was switched off, and that the space one member may claim grows with
 * the largest file.
 */
export function limitsFrom(given: Readonly<Partial<Record<LimitName, number>>>): ServerLimits {
  const initial = (name: LimitName): number => {
    const facts: LimitFacts = LIMIT_TABLE[name];
    const isRate = facts.unit === "rate" || facts.unit === "byteRate";
    if (isRate && given.rateLimit === Infinity) return Infinity;
    if (name === "maxReserved" && given.maxFile !== undefined) {
      return RESERVED_LARGEST_FILES * given.maxFile;
    }
    return facts.initial;
  };
  const limits = LIMIT_NAMES.map((name) => [name, given[name] ?? initial(name)]);
  return Object.fromEntries(limits) as ServerLimits;
}
