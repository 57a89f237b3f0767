/**
 * Who is kept out or silent at a moment.
 * @module
 */
import type { Moment } from "../change.ts";
import type { Restriction } from "../moderation.ts";
import type { Subject } from "../outcome.ts";
import type { Tables } from "../tables.ts";

/** May `author` say nothing in `room`? */
export function isMuted(
  { members, moderation }: Tables,
  room: number,
  author: number,
  { at }: Moment,
): boolean {
  // Most rooms have nobody who is; then no member has to be looked up for each message.
  if (!moderation.hasAny("mute")) return false;
  const member = members.get(author);
  if (member === undefined) return false;
  return isRestricted(moderation, "mute", room, subjectOf(member), at);
}

/** Keys are restricted as keys; a guest has its address alone. */
export function subjectOf(
  { key, address }: { readonly key: string | null; readonly address: string | null },
): Subject {
  if (key !== null) return { key, address: undefined };
  return { key: undefined, address: address ?? undefined };
}

/** Is one of the two restricted in `room`, or everywhere, at the time `at`? */
export function isRestricted(
  moderation: Tables["moderation"],
  kind: Restriction,
  room: number,
  { key, address }: Subject,
  at: number,
): boolean {
  const isNow = (id: string) => moderation.until(kind, room, id) > at;
  return (key !== undefined && isNow(`key ${key}`)) ||
    (address !== undefined && isNow(`address ${address}`));
}

/** How a subject is written in the table. */
export function subjectId({ key, address = "" }: Subject): string {
  return key === undefined ? `address ${address}` : `key ${key}`;
}
