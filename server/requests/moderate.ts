/**
 * What operators do.
 * @module
 */
import { overLimitText, ProtocolError } from "../../protocol/errors.ts";
import { isText, utf8Length } from "../../protocol/text.ts";
import type { Moderation } from "../rooms/mod.ts";
import type { ChangeRoute } from "./route.ts";

/** Longest topic in UTF-8: one line of a screen or two. */
const MAX_TOPIC_BYTES = 512;

const BAD_TOPIC = overLimitText("bad_text", `a topic has at most ${MAX_TOPIC_BYTES} bytes`);

/** @throws {ProtocolError} `bad_text`; whether the caller may is decided where it is applied. */
export function moderateRoute(moderation: Moderation): ChangeRoute<"moderate"> {
  return {
    rate: "requests",
    // What anybody sends next is judged by it already.
    isAwaited: true,
    changeOf(caller, request) {
      const { id, action, name, text = "", forMs } = request;
      if (action === "topic" && !isTopic(text)) throw new ProtocolError("bad_text", BAD_TOPIC);
      const { author, key } = caller.member;
      return {
        type: "moderated",
        room: caller.room.id,
        author,
        id,
        action,
        name,
        text,
        forMs,
        isTrusted: (key !== undefined && moderation.isNamed(key)) || undefined,
      };
    },
  };
}

function isTopic(text: string): boolean {
  return text === "" || (isText(text) && utf8Length(text) <= MAX_TOPIC_BYTES);
}
