/**
 * Games.
 * @module
 */
import { z } from "zod";
import { at, count, gameKind, gameMove, gameNumber, seq } from "../fields.ts";
import { MAX_MOVES } from "../games/mod.ts";

/** A game as it stands: everything that there is to know about it. */
export const gameFields = {
  game: gameNumber,
  kind: gameKind,
  /** The challenger, who has the first move, and the challenged one. */
  players: z.tuple([z.string(), z.string()]),
  state: z.enum(["open", "running", "over"]),
  moves: z.array(gameMove).max(MAX_MOVES),
  turn: z.string().optional(),
  winner: z.string().optional(),
  /** Won by the first player, won by the second, drawn. */
  score: z.tuple([count, count, count]),
};
/** A challenge or game that was open at the `welcome`; `seq` is its newest entry. */
export const OpenGame = z.object({ seq, ...gameFields });
export type OpenGame = z.infer<typeof OpenGame>;

/** Something happened in a game. */
export const GameEntry = z.object({
  type: z.literal("game"),
  seq,
  id: z.string().optional(),
  at,
  action: z.string(),
  by: z.string().optional(),
  ...gameFields,
});
