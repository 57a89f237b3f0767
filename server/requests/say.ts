/**
 * Messages: to the room, or to one member.
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import type { Request } from "../../protocol/messages.ts";
import { isText } from "../../protocol/text.ts";
import { errorReply } from "../base/error_lines.ts";
import type { PrivateRoom } from "../rooms/private_rooms.ts";
import type { Session } from "../session/session.ts";

type Say = Extract<Request, { type: "say" }>;

/** Stores and delivers a message. @throws {ProtocolError} `no_such_room`, `no_such_member`, `bad_text`. */
export function say(session: Session, request: Say): void {
  const { room, log, sessions, privateRooms } = session.parts;
  const { id, text, action } = request;
  const { author, name: from } = session.member;
  if (request.room !== undefined && request.room !== room.name) {
    throw new ProtocolError("no_such_room");
  }
  if (!isText(text)) throw new ProtocolError("bad_text");
  const addressee = request.to === undefined ? undefined : findAddressee(session, request.to);
  const privateRoom = addressee && privateRooms.between(author, addressee.author);
  const target = privateRoom?.log ?? room;
  const follow = (privateRoom: PrivateRoom, seq: number) => {
    for (const reader of [author, addressee?.author ?? author]) {
      sessions.get(reader)?.followPrivate(privateRoom, seq - 1);
    }
  };
  log.append({
    room: target,
    type: "message",
    author,
    id,
    fields: { id, from, to: addressee?.name, text, action: action || undefined },
    apply: () => privateRoom && privateRooms.put(privateRoom),
    stored: (seq, place) => {
      if (privateRoom !== undefined) follow(privateRoom, seq);
      session.own(target, seq, place, { type: "ack", id, seq });
    },
    duplicate: (seq) => session.feed.reply({ type: "ack", id, seq, duplicate: true }),
    failed: (code) => session.feed.reply(errorReply(code, request)),
  });
}

function findAddressee({ parts, member }: Session, name: string) {
  const addressee = parts.room.members.findByName(name);
  if (addressee === undefined || addressee === member) throw new ProtocolError("no_such_member");
  return addressee;
}
