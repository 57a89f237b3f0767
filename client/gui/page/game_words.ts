/**
 * What is said about a game: how it stands, and what has just happened in it.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import type { GameView } from "../channel.ts";
import type { Texts } from "./texts.ts";

/** How it stands, for whoever looks at the board. */
export function standingText(view: GameView, { games }: Texts): string {
  const { state, opponent, yourTurn, turn = "", players, title } = view;
  const [first, second] = players.map(printable) as [string, string];
  switch (state) {
    case "open":
      if (yourTurn) return games.challengesYou(first, title);
      return opponent === undefined ? games.challenge(first, second, title) : games.waiting(second);
    case "running":
      return yourTurn ? games.yourTurn : games.turn(printable(turn));
    case "over":
      return endText(view, games);
  }
}

/** What has just happened, for whoever does not see it; nothing about what you did yourself. */
export function newsText(view: GameView, texts: Texts): string {
  const { games } = texts;
  const { by = "", action, moves, opponent } = view;
  if (opponent !== by && by !== "") return "";
  const name = printable(by);
  const did = action === "move"
    ? games.plays(name, moves.at(-1) ?? "")
    : action === "accept"
    ? games.accepts(name)
    : "";
  return [did, standingText(view, texts)].filter((text) => text !== "").join(". ");
}

/** Who has won how often; nothing before there is anything to count. */
export function scoreText({ players, score }: GameView, { games }: Texts): string {
  const [first, second] = players.map(printable) as [string, string];
  const [won, lost, drawn] = score;
  return won + lost + drawn === 0 ? "" : games.score(first, won, second, lost, drawn);
}

function endText(view: GameView, games: Texts["games"]): string {
  const { action, by = "", winner, opponent, players: [first], moves } = view;
  if (action === "decline") {
    return by === first ? games.takenBack(printable(by)) : games.declined(printable(by));
  }
  if (action === "resign" && winner !== undefined) {
    return games.gaveUp(printable(by), printable(winner));
  }
  if (action === "lapse") return moves.length > 0 ? games.unfinished : games.lapsed;
  if (winner === undefined) return games.drawn;
  const isYou = opponent !== undefined && winner !== opponent;
  return isYou ? games.youWon : games.won(printable(winner));
}
