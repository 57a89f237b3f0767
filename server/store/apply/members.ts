/**
 * Coming, going, coming back, and other names. Names are won here: whoever is first in the order of
 * changes has one.
 * @module
 */
import { nameKey } from "../../../protocol/names.ts";
import type {
  Confirmed,
  Forgotten,
  Joined,
  Left,
  Moment,
  Released,
  Renamed,
  Resumed,
} from "../change.ts";
import { DONE, type Outcome, refused, type RefusedOutcome } from "../outcome.ts";
import type { Tables } from "../tables.ts";
import { enter, type Heading } from "./enter.ts";
import { isMuted, isRestricted } from "./restrictions.ts";

/** Names one key owns: more than anybody needs, few enough that nobody takes all. */
export const MAX_NAMES_PER_KEY = 16;

export function joined(tables: Tables, change: Joined, seq: number, moment: Moment): Outcome {
  const { room, name, key, token, address } = change;
  const bar = banned(tables, room, change, moment) ?? nameBar(tables, name, key) ??
    tokenBar(tables, token);
  if (bar !== undefined) return bar;
  const author = tables.members.nextAuthor();
  tables.members.insert({
    author,
    name,
    nameKey: nameKey(name),
    key: key ?? null,
    token,
    previousToken: null,
    address,
    seenAt: moment.at,
  });
  return announce(tables, { room, author, name, key }, seq, moment);
}

export function resumed(tables: Tables, change: Resumed, seq: number, moment: Moment): Outcome {
  const { room, author, key, token, presented, address } = change;
  const row = tables.members.get(author);
  const isKnown = row !== undefined &&
    (presented === undefined || presented === row.token || presented === row.previousToken);
  // It was forgotten, or came back elsewhere, while it was on its way: as somebody new it may try
  // again.
  if (!isKnown) return refused("internal");
  const { name } = row;
  const bar = banned(tables, room, change, moment) ?? nameBar(tables, name, key, author) ??
    tokenBar(tables, token);
  if (bar !== undefined) return bar;
  tables.members.update({
    ...row,
    nameKey: nameKey(name),
    key: key ?? null,
    token,
    previousToken: presented ?? row.token,
    address,
    seenAt: moment.at,
  });
  if (tables.memberships.joined(room, author) !== undefined) return { ...DONE, member: author };
  return announce(tables, { room, author, name, key }, seq, moment);
}

export function confirmed(
  { members }: Tables,
  { author }: Confirmed,
  _seq: number,
  { at }: Moment,
): Outcome {
  const row = members.get(author);
  if (row !== undefined) members.update({ ...row, previousToken: null, seenAt: at });
  return DONE;
}

export function left(
  tables: Tables,
  { room, author, token, reason }: Left,
  seq: number,
  moment: Moment,
): Outcome {
  const { members, memberships } = tables;
  const row = members.get(author);
  const isMeant = row !== undefined && row.token === token && memberships.remove(room, author);
  if (!isMeant) return refused("no_such_member");
  members.update({ ...row, seenAt: moment.at });
  const { name } = row;
  const heading: Heading = { room, entry: "left", author: 0, about: { name } };
  return enter(tables, heading, seq, moment, { name, reason });
}

export function released(
  { members, memberships, games }: Tables,
  { author }: Released,
): Outcome {
  const row = members.get(author);
  if (row !== undefined && !memberships.isAnywhere(author)) {
    members.update({ ...row, nameKey: null });
    games.orphan(author);
  }
  return DONE;
}

export function forgotten(
  { members, memberships, games }: Tables,
  { author }: Forgotten,
): Outcome {
  if (!memberships.isAnywhere(author)) {
    members.remove(author);
    games.orphan(author);
  }
  return DONE;
}

export function renamed(
  tables: Tables,
  { room, author, id, to }: Renamed,
  seq: number,
  moment: Moment,
): Outcome {
  const { members, entries, names, games } = tables;
  const known = entries.seqOf(author, id);
  if (known !== undefined) return { kind: "duplicate", seq: known };
  const row = members.get(author);
  if (row === undefined) return refused("no_such_member");
  if (isMuted(tables, room, author, moment)) return refused("muted");
  if (row.name === to) return refused("bad_request", "This is your name already");
  const bar = nameBar(tables, to, row.key ?? undefined, author);
  if (bar !== undefined) return bar;
  members.update({ ...row, name: to, nameKey: nameKey(to), seenAt: moment.at });
  games.rename(author, to);
  if (row.key !== null) names.use(nameKey(to), row.key, moment.at, MAX_NAMES_PER_KEY);
  const from = row.name;
  const heading: Heading = { room, entry: "renamed", author, id, about: { name: from } };
  return enter(tables, heading, seq, moment, { from, to });
}

/** The entry that tells a room of somebody who is in it now. */
function announce(
  tables: Tables,
  { room, author, name, key }: Pick<Joined, "room" | "name" | "key"> & { author: number },
  seq: number,
  moment: Moment,
): Outcome {
  tables.memberships.put(room, author, seq);
  if (key !== undefined) tables.names.use(nameKey(name), key, moment.at, MAX_NAMES_PER_KEY);
  const about = { member: author, name };
  const fields = { name, guest: key === undefined || undefined };
  return enter(tables, { room, entry: "joined", author: 0, about }, seq, moment, fields);
}

/** Why `author`, or somebody new, may not bear `name`. */
function nameBar(
  { members, names }: Tables,
  name: string,
  key: string | undefined,
  author?: number,
): RefusedOutcome | undefined {
  const wanted = nameKey(name);
  const holder = members.holderOf(wanted);
  if (holder !== undefined && holder !== author) return refused("name_taken");
  const owner = names.owner(wanted);
  return owner === undefined || owner === key ? undefined : refused("name_owned");
}

/** Tokens are random, so this never happens; but a change must not fail for what it says. */
function tokenBar({ members }: Tables, token: string): RefusedOutcome | undefined {
  return members.hasToken(token) ? refused("internal") : undefined;
}

function banned(
  { moderation }: Tables,
  room: number,
  { key, address }: Pick<Joined, "key" | "address">,
  { at }: Moment,
): RefusedOutcome | undefined {
  return isRestricted(moderation, "ban", room, { key, address }, at)
    ? refused("banned")
    : undefined;
}
