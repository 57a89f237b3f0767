/**
 * The games that can be played in a room. Another one is a file with its rules, and a line here.
 * @module
 */
import { CONNECT_FOUR } from "./connect_four.ts";
import { type Game, gameOf } from "./rules.ts";
import { TICTACTOE } from "./tictactoe.ts";

export {
  boardText,
  type Cell,
  type Game,
  gameOf,
  MAX_MOVES,
  NoMove,
  type Outcome,
  type Player,
  type Position,
  type Rules,
} from "./rules.ts";

/** In the order in which help lists them. */
export const GAMES: readonly Game[] = [gameOf(TICTACTOE), gameOf(CONNECT_FOUR)];

/** The one of `games` that the protocol calls `kind`. */
export function gameNamed(games: readonly Game[], kind: string): Game | undefined {
  return games.find((game) => game.kind === kind);
}
