/**
 * What a member may ask for: a table from the type of a request to what is done about it.
 * @module
 */
import { errorFacts, ProtocolError } from "../../protocol/errors.ts";
import { DEFAULT_HISTORY_PAGE, MAX_FILES_LISTED, PROTOCOL_VERSION } from "../../protocol/limits.ts";
import { parseLine, Request, type RequestType } from "../../protocol/messages.ts";
import { errorReply } from "../base/error_lines.ts";
import { limitsOf } from "../parts.ts";
import { moderate } from "./moderate.ts";
import { rename } from "./rename.ts";
import { say } from "./say.ts";
import type { Session } from "../session/session.ts";
import { whois } from "./whois.ts";

type RequestOf<T extends RequestType> = Extract<Request, { type: T }>;

interface Route<T extends RequestType> {
  /** The rate it counts against. */
  readonly rate: "requests" | "queries" | "none";
  /** Carries it out or queues it. @throws {ProtocolError} with what is answered. */
  readonly handle: (session: Session, request: RequestOf<T>) => void | Promise<void>;
}

const ROUTES: { readonly [T in RequestType]: Route<T> } = {
  say: { rate: "requests", handle: say },
  rename: { rate: "requests", handle: rename },
  offer: {
    rate: "requests",
    handle: (session, request) => session.parts.files.offer(session, request),
  },
  withdraw: {
    rate: "requests",
    handle: (session, { file }) =>
      session.parts.files.withdraw(session.member.author, Number(file)),
  },
  get: {
    rate: "none",
    handle: (session, { file }) => session.parts.files.get(session, Number(file)),
  },
  decline: {
    rate: "requests",
    handle: (session, { file }) => session.parts.files.decline(session.member.name, Number(file)),
  },
  files: { rate: "queries", handle: listFiles },
  history: { rate: "queries", handle: history },
  search: { rate: "queries", handle: search },
  info: { rate: "requests", handle: info },
  moderate: { rate: "requests", handle: moderate },
  whois: { rate: "requests", handle: whois },
  leave: { rate: "none", handle: (session) => session.quit() },
  ping: { rate: "none", handle: (session) => session.feed.reply({ type: "pong" }) },
  pong: { rate: "none", handle: () => {} },
};

const LIMITS = { requests: "rateLimit", queries: "queryRate" } as const;

/** What a muted member may not do. */
const SPEAKING: ReadonlySet<RequestType> = new Set(["say", "offer", "rename"]);

/** @throws {ProtocolError} `muted` */
function checkMuted({ parts, member, host }: Session): void {
  const { key } = member;
  const subject = { key, address: key === undefined ? host : undefined };
  if (parts.moderation.isRestricted("mute", subject)) throw new ProtocolError("muted");
}

/**
 * Handles one line of a welcomed client: at once if it is within its rate, later otherwise, so that a flooder waits.
 * @throws {ProtocolError} for a line that ends the session; others are answered.
 */
export async function handleLine(session: Session, line: string): Promise<void> {
  let request: Request | undefined;
  try {
    request = parseLine(Request, line);
    const route = ROUTES[request.type];
    if (route.rate !== "none") {
      const waitMs = session.budget[route.rate].take(session.parts.clock.now());
      if (waitMs > 0) await session.pause(waitMs, LIMITS[route.rate]);
    }
    if (session.feed.isCongested) await session.feed.idle();
    if (SPEAKING.has(request.type)) checkMuted(session);
    const handle = route.handle as (session: Session, request: Request) => void | Promise<void>;
    const pending = handle(session, request);
    if (pending !== undefined) await pending;
  } catch (error) {
    if (!(error instanceof ProtocolError) || errorFacts(error.code)?.fatal) throw error;
    session.parts.traffic.refused(error.code);
    session.feed.reply(errorReply(error.code, request ?? JSON.parse(line), error.message));
  }
}

function listFiles(session: Session, { before }: RequestOf<"files">): void {
  const { files } = session.parts;
  const rows = files.list(before === undefined ? Number.MAX_SAFE_INTEGER : Number(before));
  const listed = rows.slice(0, MAX_FILES_LISTED).map((row) => ({
    file: String(row.file),
    name: row.name,
    size: row.size,
    mime: row.mime,
    from: row.sender,
    at: new Date(row.at).toISOString(),
    stored: row.stored,
    complete: row.state === "complete",
  }));
  session.feed.reply({ type: "files", files: listed, more: rows.length > listed.length });
}

function history(session: Session, { before, limit }: RequestOf<"history">): void {
  const { archive } = session.parts;
  const excerpt = archive.before(session.member.author, before, limit ?? DEFAULT_HISTORY_PAGE);
  session.feed.reply({ type: "history", before, ...excerpt });
}

async function search(session: Session, request: RequestOf<"search">): Promise<void> {
  const { words, before = Number.MAX_SAFE_INTEGER } = request;
  const excerpt = await session.parts.archive.search(session.member.author, words, before);
  if (excerpt === undefined) throw new ProtocolError("bad_search");
  session.feed.reply({ type: "found", words, ...excerpt });
}

function info(session: Session): void {
  const { room, log, files, settings, clock, startedAt } = session.parts;
  const totals = files.totals();
  session.feed.reply({
    type: "info",
    room: room.name,
    members: room.members.presentCount,
    server: settings.agent,
    protocol: PROTOCOL_VERSION,
    uptimeMs: Math.round(clock.now() - startedAt),
    entries: log.lastSeq,
    files: totals.files,
    fileBytes: totals.bytes,
    encrypted: session.parts.binding.length > 0,
    limits: limitsOf(settings),
  });
}
