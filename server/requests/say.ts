/**
 * Messages: to a room, or to one member.
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import { isText } from "../../protocol/text.ts";
import type { Traffic } from "../base/mod.ts";
import type { Members, Rooms } from "../rooms/mod.ts";
import { enter } from "./enter.ts";
import type { Route } from "./route.ts";

/** @throws {ProtocolError} `no_such_room`, `no_such_member`, `bad_text`. */
export function sayRoute(
  { members, rooms, traffic }: { members: Members; rooms: Rooms; traffic: Traffic },
): Route<"say"> {
  return {
    rate: "requests",
    isSpeaking: true,
    handle(caller, request) {
      const { id, text, action } = request;
      const { author, name: from } = caller.member;
      const room = request.room === undefined ? caller.room : rooms.named(request.room);
      if (room === undefined) throw new ProtocolError("no_such_room");
      if (!isText(text)) throw new ProtocolError("bad_text");
      const addressee = request.to === undefined ? undefined : members.findByName(request.to);
      const isLost = request.to !== undefined &&
        (addressee === undefined || addressee === caller.member);
      if (isLost) throw new ProtocolError("no_such_member");
      // The next one need not wait for this one: it is acknowledged when it is stored.
      void enter(caller, traffic, request, {
        type: "message",
        room: room.id,
        author,
        id,
        from,
        text,
        action: action || undefined,
        to: addressee && { author: addressee.author, name: addressee.name },
      });
    },
  };
}
