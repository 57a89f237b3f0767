/**
 * What a welcome means for the client, the first one and those after a lost connection.
 * @module
 */
import type { Request, Welcome } from "../../../protocol/messages.ts";
import type { RoomParts } from "./room_parts.ts";

/**
 * After coming back as somebody new, requests without `ack` are sent again only after this time:
 * those that were stored the first time are met in the replay, which has passed by then.
 */
const REPLAY_GRACE_MS = 2_000;

/** A connection on which the server has said welcome. */
export interface Entrance {
  readonly welcome: Welcome;
  send(request: Request): void;
}

/**
 * Takes the room as the welcome shows it, goes on with what was interrupted, and tells that we are
 * in.
 */
export function enter(parts: RoomParts, entrance: Entrance): void {
  const { state, transfers, memory, accept } = parts;
  const { log, token, resumed } = entrance.welcome;
  const stay = state.welcomed(entrance.welcome);
  memory?.welcomed(log, token);
  if (stay === "first") transfers.continueEarlier({ isSame: resumed, fetches: accept !== "none" });
  if (stay === "other_log") transfers.forgetRoom();
  tell(parts, entrance.welcome, stay !== "first");
  sendAgain(parts, entrance, stay === "rejoined");
}

function tell({ state, games, emit }: RoomParts, welcome: Welcome, again: boolean): void {
  const { you, room, server, resumed, missed = 0, topic } = welcome;
  const { members, guests } = state;
  const open = games.welcomed(welcome.games ?? []);
  emit({
    type: "welcome",
    you,
    room,
    members,
    guests,
    server,
    ...(open.length > 0 && { games: open }),
    again,
    missed,
    resumed,
  });
  if (topic === undefined || again) return;
  emit({ type: "notice", code: "topic", text: `Topic: ${topic}` });
}

function sendAgain({ exchange, pause }: RoomParts, entrance: Entrance, isStranger: boolean): void {
  // The room may show again what a stranger sends: what was stored before must be met in the replay
  // first.
  const held = isStranger && exchange.unacknowledged > 0;
  exchange.attach(entrance, held);
  if (held) pause(REPLAY_GRACE_MS).then(() => exchange.release(entrance));
}
