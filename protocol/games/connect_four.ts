/**
 * Connect Four: pieces fall to the lowest free place of a column; four in a row win.
 * @module
 */
import { inRows, type Places, rowsOf } from "./grid.ts";
import { type Cell, NoMove, type Player, type Rules } from "./rules.ts";

const COLUMNS = 7;
const ROWS = 6;
const WANTED = 4;

const SIGNS = ["●", "○"] as const;

export const CONNECT_FOUR: Rules<Places> = {
  kind: "connect_four",
  title: "Connect Four",
  words: ["c4", "connect4"],
  moves: { usage: "1–7", pattern: /^[1-7]$/ },
  signs: SIGNS,
  start: () => Array<undefined>(COLUMNS * ROWS).fill(undefined),
  move(places, player, move) {
    if (!/^[1-7]$/.test(move)) return new NoMove("The columns are 1 to 7");
    const place = lowestFree(places, Number(move) - 1);
    return place === undefined ? new NoMove(`Column ${move} is full`) : places.with(place, player);
  },
  outcome(places) {
    const [place] = rowsOf(places, COLUMNS, WANTED);
    if (place !== undefined) return { winner: places[place] as Player };
    return places.includes(undefined) ? undefined : "drawn";
  },
  rows(places) {
    const won = rowsOf(places, COLUMNS, WANTED);
    const isOver = won.size > 0;
    const cells = places.map((owner, place): Cell => {
      if (owner !== undefined) {
        return { text: SIGNS[owner], owner, ...(won.has(place) && { isWinning: true }) };
      }
      return { text: "·", ...(!isOver && { move: String(place % COLUMNS + 1) }) };
    });
    const numbers = Array.from(
      { length: COLUMNS },
      (_, column): Cell => ({ text: String(column + 1), isLabel: true }),
    );
    return [...inRows(cells, COLUMNS), numbers];
  },
};

function lowestFree(places: Places, column: number): number | undefined {
  for (let row = ROWS - 1; row >= 0; row--) {
    const place = row * COLUMNS + column;
    if (places[place] === undefined) return place;
  }
  return undefined;
}
