/**
 * What is done in a game.
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import type { ChangeRoute, RequestOf } from "./route.ts";

/** @throws {ProtocolError} `bad_request`; whether it may be done is decided where it is applied. */
export function gameRoute(): ChangeRoute<"game"> {
  return {
    rate: "requests",
    isSpeaking: true,
    isAwaited: false,
    isShown: true,
    changeOf(caller, request) {
      const missing = missingField(request);
      if (missing !== undefined) {
        throw new ProtocolError("bad_request", `The field ${missing} is missing`);
      }
      const { id, action, kind, name, move, number } = request;
      const { author } = caller.member;
      const game = request.game === undefined ? undefined : Number(request.game);
      return {
        type: "game",
        room: caller.room.id,
        author,
        id,
        action,
        kind,
        name,
        game,
        move,
        number,
      };
    },
  };
}

function missingField(request: RequestOf<"game">): string | undefined {
  const needed = request.action === "challenge"
    ? ["kind", "name"] as const
    : request.action === "move"
    ? ["game", "move"] as const
    : ["game"] as const;
  return needed.find((field) => request[field] === undefined);
}
