/** The rules of the games, and how another one is added. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { boardText, type Game, gameNamed, GAMES, NoMove } from "../../../protocol/games/mod.ts";
import type { Position } from "../../../protocol/games/mod.ts";
import { NIM } from "../../support/nim.ts";

function gameOf(kind: string): Game {
  const game = gameNamed(GAMES, kind);
  assert.ok(game !== undefined);
  return game;
}

function at(game: Game, moves: Iterable<string>): Position {
  const position = game.play([...moves]);
  assert.ok(!(position instanceof NoMove), [...moves].join(" "));
  return position;
}

// As it is written in any book, and in another way than the rules do it.
const LINES = ["789", "456", "123", "741", "852", "963", "753", "951"];
const JUNK = ["", "0", "10", "-1", "5 ", " 5", "x", "５", "constructor", "1.0", "٣", "NaN"];

interface Marks {
  readonly X: string;
  readonly O: string;
}

function hasLine(places: string): boolean {
  return LINES.some((line) => [...line].every((place) => places.includes(place)));
}

Deno.test("Tic-Tac-Toe accepts exactly the legal moves in all 5,478 positions, and ends when it has ended", () => {
  const game = gameOf("tictactoe");
  const seen = new Set<string>();
  const visit = (position: Position, { X, O }: Marks) => {
    const key = `${[...X].sort().join("")}/${[...O].sort().join("")}`;
    if (seen.has(key)) return;
    seen.add(key);
    const isFirst = X.length === O.length;
    const won = hasLine(X) ? 0 : hasLine(O) ? 1 : undefined;
    const isOver = won !== undefined || X.length + O.length === 9;
    const expected = won !== undefined ? { winner: won } : isOver ? "drawn" : undefined;
    assert.deepEqual(position.outcome, expected, key);
    assert.equal(position.turn, isOver ? undefined : isFirst ? 0 : 1, key);
    const free = [..."123456789"].filter((place) => !isOver && !(X + O).includes(place));
    const offered = position.rows.flat().flatMap(({ move }) => move === undefined ? [] : [move]);
    assert.deepEqual(offered.sort(), free, key);
    for (const move of [..."123456789", ...JUNK]) {
      const next = position.after(move);
      assert.equal(!(next instanceof NoMove), free.includes(move), `${key} ${move}`);
      if (next instanceof NoMove) assert.match(next.reason, /^[A-Z]/);
      else visit(next, isFirst ? { X: X + move, O } : { X, O: O + move });
    }
  };
  visit(at(game, []), { X: "", O: "" });
  assert.equal(seen.size, 5_478);
});

Deno.test("Tic-Tac-Toe has 255,168 games, of which the first player wins 131,184 and the second 77,904", () => {
  const ends = { first: 0, second: 0, drawn: 0 };
  const visit = (position: Position) => {
    const { outcome } = position;
    if (outcome === "drawn") return void ends.drawn++;
    if (outcome !== undefined) return void ends[outcome.winner === 0 ? "first" : "second"]++;
    for (const move of "123456789") {
      const next = position.after(move);
      if (!(next instanceof NoMove)) visit(next);
    }
  };
  visit(at(gameOf("tictactoe"), []));
  assert.deepEqual(ends, { first: 131_184, second: 77_904, drawn: 46_080 });
});

Deno.test("Tic-Tac-Toe shows free places by their keys, and marks what has won", () => {
  const game = gameOf("tictactoe");
  assert.deepEqual(boardText(at(game, "57")), ["O 8 9", "4 X 6", "1 2 3"]);
  const won = at(game, "57496");
  assert.deepEqual(boardText(won), ["O · O", "X X X", "· · ·"]);
  const winning = won.rows.flatMap((cells) => cells.map(({ isWinning = false }) => isWinning));
  assert.deepEqual(winning, [false, false, false, true, true, true, false, false, false]);
});

/** Where pieces lie, column by column, and who has four in a row: by walking from the piece that fell last. */
class Columns {
  readonly #columns: string[] = Array(7).fill("");

  drop(column: number, sign: string): boolean {
    const stack = this.#columns[column] ?? "";
    if (stack.length === 6) return false;
    this.#columns[column] = stack + sign;
    return true;
  }

  wins(column: number): boolean {
    const height = (this.#columns[column] ?? "").length - 1;
    const sign = this.#columns[column]?.[height];
    return [[0, 1], [1, 0], [1, 1], [1, -1]].some(([right = 0, up = 0]) => {
      const run = (side: 1 | -1) => {
        let length = 0;
        while (
          this.#columns[column + side * (length + 1) * right]
            ?.[height + side * (length + 1) * up] === sign
        ) length++;
        return length;
      };
      return run(1) + run(-1) + 1 >= 4;
    });
  }
}

Deno.test("Connect Four lets pieces fall, refuses full columns, and ends with four in a row or a full board", () => {
  const game = gameOf("connect_four");
  const property = fc.property(fc.array(fc.integer({ min: 0, max: 8 })), (columns) => {
    let position = at(game, []);
    const expected = new Columns();
    let count = 0;
    for (const column of columns) {
      const next = position.after(String(column));
      const isThere = column >= 1 && column <= 7;
      const isLegal = isThere && expected.drop(column - 1, count % 2 === 0 ? "a" : "b");
      assert.equal(!(next instanceof NoMove), isLegal, columns.join(""));
      if (next instanceof NoMove) continue;
      const isWon = expected.wins(column - 1);
      const outcome = isWon ? { winner: count % 2 } : ++count === 42 ? "drawn" : undefined;
      assert.deepEqual(next.outcome, outcome, columns.join(""));
      if (next.outcome !== undefined) break;
      position = next;
    }
  });
  fc.assert(property, {
    numRuns: 1_000,
    examples: [[[1, 2, 1, 2, 1, 2, 1]], [[1, 1, 2, 2, 3, 3, 4]], [
      [1, 2, 2, 3, 3, 4, 3, 4, 4, 6, 4],
    ]],
  });
});

Deno.test("Connect Four can end with a full board that nobody has won", () => {
  const moves = "121212212121" + "343434434343" + "565656656565" + "777777";
  const position = at(gameOf("connect_four"), moves);
  assert.equal(position.outcome, "drawn");
  assert.deepEqual(boardText(position).at(-1), "1 2 3 4 5 6 7");
});

Deno.test("another game is its rules alone: Nim", () => {
  assert.deepEqual(boardText(at(NIM, [])), ["a |", "b | |", "c | | |"]);
  assert.deepEqual(boardText(at(NIM, ["c2", "a1"])), ["a ·", "b | |", "c | · ·"]);
  assert.ok(at(NIM, ["c2"]).after("c2") instanceof NoMove);
  const end = at(NIM, ["c3", "b1", "a1", "b1"]);
  assert.deepEqual(end.outcome, { winner: 1 }, "whoever takes the last one wins");
  assert.ok(end.after("a1") instanceof NoMove, "nothing comes after the end");
});
