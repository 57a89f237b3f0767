/**
 * A game that the program does not have: Nim, in which players take any number of sticks from one heap, and whoever takes
 * the last one wins. Made of nothing but what `protocol/games/mod.ts` offers to everybody.
 * @module
 */
import { type Cell, type Game, gameOf, NoMove, type Player } from "../../protocol/games/mod.ts";

/** Sticks left in the heaps a, b and c, and who took last. */
interface Heaps {
  readonly left: readonly number[];
  readonly last: Player | undefined;
}

const FULL = [1, 2, 3];

export const NIM: Game = gameOf<Heaps>({
  kind: "nim",
  title: "Nim",
  words: ["nim"],
  moves: { usage: "a1–c3", pattern: /^[a-c][1-3]$/ },
  signs: ["1", "2"],
  start: () => ({ left: FULL, last: undefined }),
  move({ left }, player, move) {
    const heap = "abc".indexOf(move.charAt(0));
    const rest = (left[heap] ?? 0) - Number(move.slice(1));
    const isMove = /^[a-c][1-3]$/.test(move) && rest >= 0;
    return isMove ? { left: left.with(heap, rest), last: player } : new NoMove("Not so many there");
  },
  outcome: ({ left, last }) =>
    last !== undefined && left.every((count) => count === 0) ? { winner: last } : undefined,
  rows: ({ left }) =>
    left.map((count, heap): Cell[] => [
      { text: "abc".charAt(heap), isLabel: true },
      ...Array.from({ length: FULL[heap] ?? 0 }, (_, stick): Cell => {
        if (stick >= count) return { text: "·" };
        return { text: "|", move: "abc".charAt(heap) + (count - stick) };
      }),
    ]),
});
