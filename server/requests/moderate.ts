/**
 * What operators do.
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import { isText, utf8Length } from "../../protocol/text.ts";
import type { Traffic } from "../base/mod.ts";
import type { Moderation } from "../rooms/mod.ts";
import { enter } from "./enter.ts";
import type { Route } from "./route.ts";

/** Longest topic in UTF-8: one line of a screen or two. */
const MAX_TOPIC_BYTES = 512;

/** @throws {ProtocolError} `bad_text`; whether the caller may is decided where it is applied. */
export function moderateRoute(
  { moderation, traffic }: { moderation: Moderation; traffic: Traffic },
): Route<"moderate"> {
  return {
    rate: "requests",
    // What anybody sends next is judged by it already.
    async handle(caller, request) {
      const { id, action, name, text = "", forMs } = request;
      if (action === "topic" && !isTopic(text)) throw new ProtocolError("bad_text");
      const { author, key } = caller.member;
      await enter(caller, traffic, request, {
        type: "moderated",
        room: caller.room.id,
        author,
        id,
        action,
        name,
        text,
        forMs,
        isTrusted: (key !== undefined && moderation.isNamed(key)) || undefined,
      });
    },
  };
}

function isTopic(text: string): boolean {
  return text === "" || (isText(text) && utf8Length(text) <= MAX_TOPIC_BYTES);
}
