/**
 * Whose name it is.
 * @module
 */
import { fingerprintOf } from "../../protocol/certificate.ts";
import { ProtocolError } from "../../protocol/errors.ts";
import { nameKey, normalizeName } from "../../protocol/names.ts";
import { fromBase64url } from "../../protocol/proofs.ts";
import type { Members } from "../rooms/mod.ts";
import type { Route } from "./route.ts";

/** What it relies on. */
export interface WhoisParts {
  readonly members: Members;
  /** The key that owns what a name's key stands for. */
  readonly ownerOf: (nameKey: string) => string | undefined;
}

/** Answers who has or owns a name. @throws {ProtocolError} `no_such_member` */
export function whoisRoute({ members, ownerOf }: WhoisParts): Route<"whois"> {
  return {
    rate: "requests",
    handle(caller, request) {
      const asked = normalizeName(request.name) ?? "";
      const member = members.findByName(asked);
      const isPresent = member !== undefined && member.rooms.size > 0;
      const key = ownerOf(nameKey(asked));
      if (!isPresent && key === undefined) throw new ProtocolError("no_such_member");
      caller.reply({
        type: "whois",
        name: member?.name ?? asked,
        present: isPresent,
        fingerprint: key === undefined ? undefined : fingerprintOf(fromBase64url(key)),
      });
    },
  };
}
