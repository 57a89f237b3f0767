/**
 * The conversation as a text to keep.
 * @module
 */
import { exactTimeText } from "./format.ts";
import { standingText } from "./game_words.ts";
import type { PageState } from "./page_state.ts";
import type { Texts } from "./texts.ts";

/** Names and times on lines of their own; what was not sent stands at the end. */
export function conversationText(
  { items, files, games, pending, room }: Pick<
    PageState,
    "items" | "files" | "games" | "pending" | "room"
  >,
  texts: Texts,
  language: string,
): string {
  const head = (from: string, at: string, more: string | undefined) =>
    [from, ...(more === undefined ? [] : [more]), exactTimeText(at, language)].join(", ");
  const privately = (to: string | undefined) => to === undefined ? undefined : texts.privateFor(to);
  const happened = items.flatMap((item) => {
    if (item.kind === "message") {
      return [head(item.from, item.at, privately(item.to)), item.text, ""];
    }
    if (item.kind === "game") {
      const game = games.get(item.game);
      if (game === undefined || game.place !== item.n) return [];
      const title = texts.games.board(game.title, ...game.players);
      return [head(title, item.at, undefined), standingText(game, texts), ""];
    }
    if (item.kind !== "file") return [];
    const { name = "", path } = files.get(item.file) ?? {};
    const place = path === undefined ? "" : ` ${path}`;
    return [head(item.from, item.at, undefined), `[${name}]${place}`, ""];
  });
  const unsent = pending.flatMap(({ text, to, at }) => {
    const more = to === undefined ? texts.notSent : `${texts.notSent}, ${texts.privateFor(to)}`;
    return [head(room?.you ?? "", at, more), text, ""];
  });
  return [...happened, ...unsent].join("\n");
}
