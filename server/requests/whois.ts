/**
 * Whose name it is.
 * @module
 */
import { fingerprintOf } from "../../protocol/certificate.ts";
import { ProtocolError } from "../../protocol/errors.ts";
import type { Request } from "../../protocol/messages.ts";
import { normalizeName } from "../../protocol/names.ts";
import { fromBase64url } from "../../protocol/proofs.ts";
import type { Session } from "../session/session.ts";

/** Answers who has or owns the name that `request` asks about. @throws {ProtocolError} `no_such_member` */
export function whois(session: Session, request: Extract<Request, { type: "whois" }>): void {
  const { room, names } = session.parts;
  const asked = normalizeName(request.name) ?? "";
  const member = room.members.findByName(asked);
  const key = names.ownerOf(asked);
  if (member?.joined === undefined && key === undefined) throw new ProtocolError("no_such_member");
  session.feed.reply({
    type: "whois",
    name: member?.name ?? asked,
    present: member?.joined !== undefined,
    fingerprint: key === undefined ? undefined : fingerprintOf(fromBase64url(key)),
  });
}
