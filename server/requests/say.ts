/**
 * Messages: to a room, or to one member.
 * @module
 */
import { BAD_TEXT, ProtocolError } from "../../protocol/errors.ts";
import { isText } from "../../protocol/text.ts";
import type { Members, Rooms } from "../rooms/mod.ts";
import type { ChangeRoute } from "./route.ts";

/** @throws {ProtocolError} `no_such_room`, `no_such_member`, `bad_text`. */
export function sayRoute(
  { members, rooms }: { members: Members; rooms: Rooms },
): ChangeRoute<"say"> {
  return {
    rate: "requests",
    isSpeaking: true,
    // The next one need not wait for this one: both are acknowledged when they are stored.
    isAwaited: false,
    changeOf(caller, request) {
      const { id, text, action } = request;
      const { author, name: from } = caller.member;
      const room = request.room === undefined ? caller.room : rooms.named(request.room);
      if (room === undefined) throw new ProtocolError("no_such_room");
      if (!isText(text)) throw new ProtocolError("bad_text", BAD_TEXT);
      const addressee = request.to === undefined ? undefined : members.findByName(request.to);
      const isLost = request.to !== undefined &&
        (addressee === undefined || addressee === caller.member);
      if (isLost) throw new ProtocolError("no_such_member");
      return {
        type: "message",
        room: room.id,
        author,
        id,
        from,
        text,
        action: action || undefined,
        to: addressee && { author: addressee.author, name: addressee.name },
      };
    },
  };
}
