/**
 * What operators do. Everything becomes an entry of the log.
 * @module
 */
import { isIP } from "node:net";
import { nameKey } from "../../../protocol/names.ts";
import { isSameProof } from "../../../protocol/proofs.ts";
import { addressKey } from "../../base/mod.ts";
import type { Moderated, Moment, OperatorToken } from "../change.ts";
import type { MemberRow } from "../members.ts";
import { EVERYWHERE } from "../moderation.ts";
import {
  type About,
  DONE,
  type Outcome,
  refused,
  type RefusedOutcome,
  type Subject,
} from "../outcome.ts";
import type { Tables } from "../tables.ts";
import { enter, type Heading } from "./enter.ts";
import { subjectId, subjectOf } from "./restrictions.ts";

/**
 * Longest time in ms; stands for good. 8.64e15 is the last moment that a date can express
 * (ECMA-262, 21.4.1.1).
 */
export const FOR_GOOD = 8.64e15;

/** What is done, once it is allowed. */
interface Deed {
  /** Stand in the entry. */
  readonly fields: {
    readonly name?: string | undefined;
    readonly text?: string;
    readonly until?: string | undefined;
  };
  readonly about: About;
}

export function moderated(tables: Tables, change: Moderated, seq: number, moment: Moment): Outcome {
  const { room, author, id, action, isTrusted } = change;
  const known = tables.entries.seqOf(author, id);
  if (known !== undefined) return { kind: "duplicate", seq: known };
  const row = tables.members.get(author);
  if (row === undefined) return refused("no_such_member");
  const mayDo = isTrusted || isFirst(tables, change, row) ||
    (row.key !== null && tables.moderation.isOperator(room, row.key));
  if (!mayDo) return refused("not_operator");
  const deed = carryOut(tables, change, row, moment);
  if ("kind" in deed) return deed;
  const { fields, about } = deed;
  const heading: Heading = { room, entry: "moderated", author, id, about };
  return enter(tables, heading, seq, moment, { id, by: row.name, action, ...fields });
}

/** Kept until there is an operator; the first one counts. */
export function operatorToken({ moderation }: Tables, { token }: OperatorToken): Outcome {
  if (!moderation.hasOperators() && moderation.get("operator_token") === undefined) {
    moderation.set("operator_token", token);
  }
  return DONE;
}

/** Does it make its author the first operator? */
function isFirst({ moderation }: Tables, { action, text = "" }: Moderated, { key }: MemberRow) {
  const token = moderation.get("operator_token");
  return action === "op" && key !== null && token !== undefined && isSameProof(text, token);
}

function carryOut(
  tables: Tables,
  change: Moderated,
  by: MemberRow,
  { at }: Moment,
): Deed | RefusedOutcome {
  const { moderation, rooms } = tables;
  const { room, action, name = "", text = "", forMs } = change;
  switch (action) {
    case "topic":
      rooms.setTopic(room, text);
      return { fields: { text }, about: {} };
    case "op":
      return makeOperator(tables, change, by);
    case "kick": {
      const target = presentOne(tables, room, name);
      if (target === undefined) return refused("no_such_member");
      return { fields: { name: target.name }, about: { member: target.author } };
    }
    case "ban":
    case "mute": {
      const target = whoIs(tables, name);
      if (target === undefined) return refused("no_such_member");
      const until = forMs === undefined ? FOR_GOOD : at + forMs;
      const { subject } = target;
      moderation.restrict(
        action,
        EVERYWHERE,
        subjectId(subject),
        nameKey(target.name),
        until,
      );
      const shown = forMs === undefined ? undefined : new Date(until).toISOString();
      return { fields: { name: target.name, until: shown }, about: { subject } };
    }
    case "unban":
    case "unmute": {
      const kind = action === "unban" ? "ban" : "mute";
      const ids = [nameKey(name), `address ${addressKey(name)}`];
      const isMet = ids.map((id) => moderation.release(kind, EVERYWHERE, id)).includes(true);
      return isMet ? { fields: { name }, about: {} } : refused("no_such_member");
    }
    default:
      return action satisfies never;
  }
}

/** Operators that a server makes keep order in all of its rooms. */
function makeOperator(tables: Tables, change: Moderated, by: MemberRow): Deed | RefusedOutcome {
  const { moderation } = tables;
  const target = isFirst(tables, change, by)
    ? by
    : presentOne(tables, change.room, change.name ?? "");
  if (target === undefined) return refused("no_such_member");
  if (target.key === null) return refused("bad_request", "A guest cannot be an operator");
  moderation.grant(EVERYWHERE, target.key);
  moderation.set("operator_token", undefined);
  return { fields: { name: target.name }, about: { member: target.author } };
}

function presentOne(
  { members, memberships }: Tables,
  room: number,
  name: string,
): MemberRow | undefined {
  const author = members.holderOf(nameKey(name));
  if (author === undefined || memberships.joined(room, author) === undefined) return undefined;
  return members.get(author);
}

/** A member by its name, an absent one by the key that owns it, or an address. */
function whoIs(
  { members, names }: Tables,
  name: string,
): { readonly name: string; readonly subject: Subject } | undefined {
  const author = members.holderOf(nameKey(name));
  const member = author === undefined ? undefined : members.get(author);
  if (member !== undefined) {
    const subject = subjectOf(member);
    const isKnown = subject.key !== undefined || subject.address !== undefined;
    return isKnown ? { name: member.name, subject } : undefined;
  }
  const key = names.owner(nameKey(name));
  if (key !== undefined) return { name, subject: { key, address: undefined } };
  if (isIP(name) === 0) return undefined;
  return { name, subject: { key: undefined, address: addressKey(name) } };
}
