/**
 * Another name for a member.
 * @module
 */
import type { Clock } from "../../protocol/clock.ts";
import { BAD_NAME, ProtocolError } from "../../protocol/errors.ts";
import { nameKey, normalizeName } from "../../protocol/names.ts";
import { overLimit, type Settings, type Traffic } from "../base/mod.ts";
import type { Log } from "../log/mod.ts";
import type { Members } from "../rooms/mod.ts";
import type { Caller } from "./caller.ts";
import type { ChangeRoute } from "./route.ts";

/** What renaming relies on. */
export interface RenameParts {
  readonly log: Log;
  readonly members: Members;
  /** The key that owns what a name's key stands for. */
  readonly ownerOf: (nameKey: string) => string | undefined;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly traffic: Traffic;
}

/**
 * @throws {ProtocolError} `bad_name`, `name_taken`, `name_owned`, `rate_limited`, or `bad_request`
 * if it has this name already.
 */
export function renameRoute(parts: RenameParts): ChangeRoute<"rename"> {
  return {
    rate: "requests",
    isSpeaking: true,
    // What the member sends next already bears the new name.
    isAwaited: true,
    changeOf(caller, request) {
      const { id } = request;
      const { author } = caller.member;
      const to = normalizeName(request.name);
      if (to === undefined) throw new ProtocolError("bad_name", BAD_NAME);
      const isRepeated = parts.log.seqOf(author, id) !== undefined;
      if (!isRepeated) checkAhead(parts, caller, to);
      return { type: "renamed", room: caller.room.id, author, id, to };
    },
  };
}

/**
 * Names that can be seen to be another's do not count against the rate: nobody else hears of those.
 */
function checkAhead(
  { members, ownerOf, clock, settings, traffic }: RenameParts,
  { member, budget }: Caller,
  to: string,
): void {
  if (to === member.name) throw new ProtocolError("bad_request", "This is your name already");
  const holder = members.findByName(to);
  if (holder !== undefined && holder !== member) throw new ProtocolError("name_taken");
  const owner = ownerOf(nameKey(to));
  if (owner !== undefined && owner !== member.key) throw new ProtocolError("name_owned");
  if (budget.renames.tryTake(clock.monotonic())) return;
  traffic.met("renameRate");
  throw overLimit("rate_limited", "renameRate", settings.limits);
}
