/**
 * Looking back: pages of history, search.
 * @module
 */
import { ProtocolError } from "../../protocol/errors.ts";
import { DEFAULT_HISTORY_PAGE } from "../../protocol/limits.ts";
import type { Archive } from "../rooms/mod.ts";
import type { Route } from "./route.ts";

export function historyRoute(archive: Archive): Route<"history"> {
  return {
    rate: "queries",
    handle(caller, { before, limit = DEFAULT_HISTORY_PAGE }) {
      const excerpt = archive.before(caller.member.author, before, limit);
      caller.reply({ type: "history", before, ...excerpt });
    },
  };
}

/** @throws {ProtocolError} `bad_search` */
export function searchRoute(archive: Archive): Route<"search"> {
  return {
    rate: "queries",
    async handle(caller, { words, before = Number.MAX_SAFE_INTEGER }) {
      const excerpt = await archive.search(caller.member.author, words, before);
      if (excerpt === undefined) throw new ProtocolError("bad_search");
      caller.reply({ type: "found", words, ...excerpt });
    },
  };
}
