/**
 * Tic-Tac-Toe: three in a row on a board of three by three.
 * @module
 */
import { inRows, type Places, rowsOf } from "./grid.ts";
import { type Cell, NoMove, type Player, type Rules } from "./rules.ts";

const SIDE = 3;

/** The keys of the places, from the top: as on a number pad. */
const KEYS = "789456123";

const SIGNS = ["X", "O"] as const;

export const TICTACTOE: Rules<Places> = {
  kind: "tictactoe",
  title: "Tic-Tac-Toe",
  words: ["ttt", "tictactoe"],
  moves: { usage: "1–9", pattern: /^[1-9]$/ },
  signs: SIGNS,
  start: () => Array<undefined>(SIDE * SIDE).fill(undefined),
  move(places, player, move) {
    const place = move.length === 1 ? KEYS.indexOf(move) : -1;
    if (place < 0) return new NoMove("The places are 1 to 9, as on a number pad");
    return places[place] === undefined
      ? places.with(place, player)
      : new NoMove(`Place ${move} is taken`);
  },
  outcome(places) {
    const [place] = rowsOf(places, SIDE, SIDE);
    if (place !== undefined) return { winner: places[place] as Player };
    return places.includes(undefined) ? undefined : "drawn";
  },
  rows(places) {
    const won = rowsOf(places, SIDE, SIDE);
    const isFull = won.size > 0 || !places.includes(undefined);
    const cells = places.map((owner, place): Cell => {
      const key = KEYS.charAt(place);
      if (owner === undefined) return isFull ? { text: "·" } : { text: key, move: key };
      return { text: SIGNS[owner], owner, ...(won.has(place) && { isWinning: true }) };
    });
    return inRows(cells, SIDE);
  },
};
