/**
 * The first line of a server to a member.
 * @module
 */
import { limitsOf } from "../base/mod.ts";
import { openGame } from "../store/mod.ts";
import type { Admitted, Room } from "../rooms/mod.ts";
import type { SessionParts } from "./parts.ts";

/** Where a member begins to read. */
export interface Start {
  /** The entry up to which it has everything, if it said so. */
  readonly known: number | undefined;
  /** The entry after which the log of the room follows. */
  readonly since: number;
}

export function welcomeLine(
  { log, store, moderation, archive, settings }: SessionParts,
  room: Room,
  { member, token, isResumed }: Admitted,
  { known, since }: Start,
): object {
  const guests = room.guests();
  const games = store.games.open(room.id).map(openGame);
  return {
    type: "welcome",
    you: member.name,
    room: room.name,
    members: room.names(),
    guests: guests.length > 0 ? guests : undefined,
    seq: log.lastSeq,
    log: store.logId,
    token,
    topic: store.rooms.topic(room.id),
    games: games.length > 0 ? games : undefined,
    operator: moderation.isOperator(room.id, member.key) || undefined,
    resumed: isResumed,
    missed: known === undefined ? undefined : archive.missed(member.author, known),
    gone: archive.gone(member.author, since),
    limits: limitsOf(settings),
    server: settings.agent,
  };
}
