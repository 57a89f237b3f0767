/**
 * Messages, to a room or to one member.
 * @module
 */
import type { Message, Moment } from "../change.ts";
import { type Outcome, refused } from "../outcome.ts";
import type { Tables } from "../tables.ts";
import { enter } from "./enter.ts";
import { isMuted } from "./restrictions.ts";

export function message(
  tables: Tables,
  { room, author, id, from, text, action, to }: Message,
  seq: number,
  moment: Moment,
): Outcome {
  if (isMuted(tables, room, author, moment)) return refused("muted");
  if (to !== undefined && tables.members.get(to.author) === undefined) {
    return refused("no_such_member");
  }
  // A message that was sent before has opened its room already.
  const isRepeated = to !== undefined && tables.entries.seqOf(author, id) !== undefined;
  const target = to === undefined || isRepeated
    ? room
    : tables.rooms.openBetween(author, to.author);
  const fields = { id, from, to: to?.name, text, action };
  return enter(tables, { room: target, entry: "message", author, id }, seq, moment, fields);
}
