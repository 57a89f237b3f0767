/**
 * The members that a server finds in its store when it starts.
 * @module
 */
import { NAME_HOLD_MS, TOKEN_LIFE_MS } from "../../protocol/limits.ts";
import type { PresenceParts } from "./presence.ts";

/** Takes over those whose tokens are still good: who was present counts as dropped now. */
export function restoreMembers({ room, store, clock, names }: PresenceParts): void {
  const now = clock.now();
  const wall = clock.date().getTime();
  store.members.forget(wall - TOKEN_LIFE_MS);
  for (const row of store.members.all()) {
    const isPresent = row.joined !== null;
    const awayMs = isPresent ? 0 : Math.max(0, wall - row.seenAt);
    room.members.add({
      author: row.author,
      name: row.name,
      key: undefined,
      isGuest: names.ownerOf(row.name) === undefined,
      token: row.token,
      previousToken: row.previousToken ?? undefined,
      joined: row.joined ?? undefined,
      connection: undefined,
      droppedAt: now - awayMs,
      confirmed: true,
    });
    if (awayMs >= NAME_HOLD_MS) room.members.unclaim(row.name, row.author);
  }
}
