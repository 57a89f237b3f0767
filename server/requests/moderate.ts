/**
 * What operators do. Everything becomes an entry of the log.
 * @module
 */
import { isIP } from "node:net";
import { ProtocolError } from "../../protocol/errors.ts";
import { MAX_TOPIC_BYTES } from "../../protocol/limits.ts";
import type { Request } from "../../protocol/messages.ts";
import { isText, utf8Length } from "../../protocol/text.ts";
import { errorReply } from "../base/error_lines.ts";
import { FOR_GOOD, type Subject } from "../rooms/moderation.ts";
import type { Session } from "../session/session.ts";

type Moderate = Extract<Request, { type: "moderate" }>;

/** What follows on a request, once it is allowed. */
interface Deed {
  /** Inside the transaction that stores the entry. */
  readonly apply?: () => void;
  /** When everybody may know. */
  readonly stored?: () => void;
  /** Stands in the entry. */
  readonly name?: string | undefined;
  readonly text?: string | undefined;
  readonly until?: string | undefined;
}

/** Carries out `request`. @throws {ProtocolError} `not_operator`, `no_such_member`, `bad_request`. */
export function moderate(session: Session, request: Moderate): void {
  const { room, log, moderation } = session.parts;
  const { author, key, name: by } = session.member;
  const { id, action } = request;
  const isRepeated = log.seqOf(author, id) !== undefined;
  const isAllowed = moderation.isOperator(key) || isFirstOperator(session, request);
  if (!isAllowed && !isRepeated) throw new ProtocolError("not_operator");
  const { apply, stored, ...facts } = isRepeated ? {} as Deed : deedOf(session, request);
  log.append({
    room,
    type: "moderated",
    author,
    id,
    fields: { id, by, action, ...facts },
    apply: () => apply?.(),
    stored: (seq, place) => {
      session.own(room, seq, place, { type: "ack", id, seq });
      stored?.();
    },
    duplicate: (seq) => session.feed.reply({ type: "ack", id, seq, duplicate: true }),
    failed: (code) => session.feed.reply(errorReply(code, request)),
  });
  // What anybody sends next in the same turn is judged by it already.
  log.flush();
}

function isFirstOperator({ parts, member }: Session, { action, text = "" }: Moderate): boolean {
  return action === "op" && member.key !== undefined && parts.moderation.isToken(text);
}

function deedOf(session: Session, request: Moderate): Deed {
  const { moderation, clock } = session.parts;
  const { action, text = "", forMs } = request;
  switch (action) {
    case "topic":
      return topicDeed(session, text);
    case "op":
      return opDeed(session, request);
    case "kick": {
      const target = presentOne(session, request.name);
      return { name: target.member.name, stored: () => target.kick() };
    }
    case "ban":
    case "mute": {
      const { name, subject } = subjectOf(session, request.name);
      const until = forMs === undefined ? FOR_GOOD : clock.date().getTime() + forMs;
      return {
        name,
        until: forMs === undefined ? undefined : new Date(until).toISOString(),
        apply: () => moderation.restrict(action, subject, name, until),
        stored: () => {
          if (action === "ban") kickAll(session, subject);
        },
      };
    }
    case "unban":
    case "unmute": {
      const { name = "" } = request;
      const kind = action === "unban" ? "ban" : "mute";
      if (!moderation.has(kind, name)) throw new ProtocolError("no_such_member");
      return { name, apply: () => moderation.release(kind, name) };
    }
    default:
      return action satisfies never;
  }
}

function topicDeed({ parts }: Session, text: string): Deed {
  const isUsable = text === "" || (isText(text) && utf8Length(text) <= MAX_TOPIC_BYTES);
  if (!isUsable) throw new ProtocolError("bad_text");
  return { text, apply: () => parts.moderation.setTopic(text) };
}

function opDeed(session: Session, request: Moderate): Deed {
  const { moderation } = session.parts;
  const isFirst = isFirstOperator(session, request);
  const target = isFirst ? session : presentOne(session, request.name);
  const { key, name } = target.member;
  if (key === undefined) throw new ProtocolError("bad_request", "A guest cannot be an operator");
  return { name, apply: () => moderation.grant(key) };
}

function presentOne({ parts }: Session, name = ""): Session {
  const member = parts.room.members.findByName(name);
  const target = member && parts.sessions.get(member.author);
  if (target === undefined) throw new ProtocolError("no_such_member");
  return target;
}

/** A member by its name, an absent one by the key that owns it, or an address. */
function subjectOf({ parts }: Session, name = ""): { name: string; subject: Subject } {
  const member = parts.room.members.findByName(name);
  const target = member && parts.sessions.get(member.author);
  const key = target === undefined ? parts.names.ownerOf(name) : target.member.key;
  if (key !== undefined) {
    return { name: member?.name ?? name, subject: { key, address: undefined } };
  }
  const address = target === undefined ? name : target.host;
  if (target === undefined && isIP(name) === 0) throw new ProtocolError("no_such_member");
  return { name: member?.name ?? name, subject: { key: undefined, address } };
}

function kickAll({ parts }: Session, { key, address }: Subject): void {
  for (const session of parts.sessions.values()) {
    const isMeant = key === undefined
      ? address !== undefined && parts.moderation.isRestricted("ban", {
        key: undefined,
        address: session.host,
      })
      : session.member.key === key;
    if (isMeant && !parts.moderation.isOperator(session.member.key)) session.kick("banned");
  }
}
