/**
 * Another name for a member.
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import type { Request } from "../../protocol/messages.ts";
import { nameKey, normalizeName } from "../../protocol/names.ts";
import { errorReply } from "../base/error_lines.ts";
import type { Session } from "../session/session.ts";

/**
 * Gives the member of `session` the name that `request` asks for.
 * @throws {ProtocolError} `bad_name`, `name_taken`, `name_owned`, `rate_limited`, or `bad_request` if it has this name already.
 */
export function rename(session: Session, request: Extract<Request, { type: "rename" }>): void {
  const { room, log, presence, names, observe, traffic, clock } = session.parts;
  const { member } = session;
  const { id } = request;
  const from = member.name;
  const to = normalizeName(request.name);
  if (to === undefined) throw new ProtocolError("bad_name");
  const isRepeated = log.seqOf(member.author, id) !== undefined;
  if (to === from && !isRepeated) {
    throw new ProtocolError("bad_request", "This is your name already");
  }
  if (!room.members.claim(to, member.author)) throw new ProtocolError("name_taken");
  const giveBack = () => {
    if (nameKey(to) !== nameKey(member.name)) room.members.unclaim(to, member.author);
  };
  if (!names.mayUse(to, member.key)) {
    giveBack();
    throw new ProtocolError("name_owned");
  }
  // Names that cannot be had do not count: nobody else sees those.
  if (!isRepeated && !session.budget.renames.tryTake(clock.now())) {
    giveBack();
    traffic.met("renameRate");
    throw new ProtocolError("rate_limited");
  }
  log.append({
    room,
    type: "renamed",
    author: member.author,
    id,
    fields: { from, to },
    apply: () => {
      presence.put(member, member.joined, to);
      names.use(to, member.key);
    },
    stored: (seq, place) => {
      room.members.rename(member, to);
      session.own(room, seq, place, { type: "ack", id, seq });
      observe({ type: "renamed", from, to });
    },
    duplicate: (seq) => {
      giveBack();
      session.feed.reply({ type: "ack", id, seq, duplicate: true });
    },
    failed: (code) => {
      giveBack();
      session.feed.reply(errorReply(code, request));
    },
  });
  // What the member sends next in the same turn already bears the new name.
  log.flush();
}
