/** Games in a terminal: a line for what happens, a board for what one plays or watches. */
import assert from "node:assert/strict";
import type { EventBody, GameEvent } from "../../../client/core/base/events.ts";
import { boardRows } from "../../../client/terminal/board_rows.ts";
import { paletteOf } from "../../../client/terminal/colour.ts";
import { gameNamed, GAMES, NoMove } from "../../../protocol/games/mod.ts";
import { AT, roomView } from "./viewed_room.ts";

function game(
  moves: readonly string[],
  more: Partial<GameEvent> = {},
  kind = "tictactoe",
): GameEvent {
  const position = gameNamed(GAMES, kind)?.play(moves);
  assert.ok(position !== undefined && !(position instanceof NoMove));
  return {
    type: "game",
    game: "5",
    seq: 10 + moves.length,
    kind,
    title: "Tic-Tac-Toe",
    command: "ttt",
    keys: "1–9",
    action: "move",
    by: moves.length % 2 === 1 ? "ben" : "ana",
    players: ["ben", "ana"],
    state: "running",
    turn: moves.length % 2 === 0 ? "ben" : "ana",
    moves,
    board: position.rows,
    signs: ["X", "O"],
    score: [0, 0, 0],
    opponent: "ben",
    yourTurn: moves.length % 2 === 1,
    watched: true,
    history: false,
    ...more,
  };
}

/** The same as somebody sees it who does not play in it. */
function others(event: GameEvent): GameEvent {
  const { opponent: _, ...rest } = event;
  return {
    ...rest,
    yourTurn: false,
    watched: false,
    players: ["ben", "cleo"],
    by: "ben",
    turn: "cleo",
  };
}

Deno.test("an own game shows its board with every move, one of others a line", () => {
  const { handle, rows } = roomView();
  const effect = handle(game(["5"]));
  assert.deepEqual(rows(), [
    "21:04 * ben plays 5 against you, your turn",
    "         7  8  9 ",
    "         4  X  6 ",
    "         1  2  3 ",
  ]);
  assert.deepEqual(effect, { rings: "mention" }, "it is your turn");
  assert.deepEqual(handle(others(game(["5"]))), {});
  assert.deepEqual(rows(), ["21:04 * ben plays 5 against cleo, cleo's turn"]);
  handle({ ...others(game(["5"])), watched: true });
  assert.equal(rows().length, 4);
});

Deno.test("shapes tell what has won and what came last, without colour", () => {
  const { board } = game(["5", "7", "4", "9", "6"]);
  const look = { palette: paletteOf(false) } as Parameters<typeof boardRows>[1];
  assert.deepEqual(boardRows({ board, players: ["ben", "ana"] }, look).map((row) => row.trim()), [
    "O  ·  O",
    "[X][X][X]",
    "·  ·  ·",
  ]);
  const last = board.map((cells) => cells.map((cell) => ({ ...cell, isLast: true as const })));
  const marked = boardRows({ board: last, players: ["ben", "ana"] }, look);
  assert.equal(marked[0]?.trim(), "(O)(·)(O)");
});

Deno.test("rows above all pieces are left out but for one", () => {
  const look = { palette: paletteOf(false) } as Parameters<typeof boardRows>[1];
  const { board, players } = game(["4", "4", "3"], {}, "connect_four");
  assert.deepEqual(boardRows({ board, players }, look).map((row) => row.trim()), [
    "·  ·  ·  ·  ·  ·  ·",
    "·  ·  ·  ○  ·  ·  ·",
    "·  ·  ●  ●  ·  ·  ·",
    "1  2  3  4  5  6  7",
  ]);
});

Deno.test("of games before one came their ends are shown, and of own ones the board as it stands", () => {
  const { view, rows } = roomView();
  const handle = (event: EventBody) => view.handle({ ...event, at: AT }, 0);
  handle({
    type: "welcome",
    you: "ana",
    room: "main",
    members: ["ana", "ben"],
    server: "chat",
    games: [game(["5", "7"], { action: "shown" }), others(game(["1"], { game: "6" }))],
    again: false,
    missed: 0,
    resumed: false,
  });
  const shown = rows();
  assert.deepEqual(shown.slice(-4), [
    "21:04 * Tic-Tac-Toe: ben X, ana O, ben's turn",
    "         O  8  9 ",
    "         4  X  6 ",
    "         1  2  3 ",
  ]);
  handle(game(["5"], { history: true }));
  handle(game(["5", "7"], { history: true }));
  assert.deepEqual(rows(), []);
  handle({ ...game(["5"], { game: "4", history: true, state: "over" }), action: "resign" });
  assert.deepEqual(rows(), ["21:04 * ben gives up, you win"]);
});

Deno.test("what one missed is told move by move, and the board where it ends", () => {
  const { view, rows, handle } = roomView();
  handle(game(["5"]));
  rows();
  view.handle({
    type: "welcome",
    you: "ana",
    room: "main",
    members: ["ana", "ben"],
    server: "chat",
    games: [game(["5", "7", "4"], { action: "shown" })],
    again: true,
    missed: 0,
    resumed: true,
    at: AT,
  }, 0);
  handle(game(["5", "7"], { history: true }));
  handle(game(["5", "7", "4"], { history: true }));
  assert.deepEqual(rows(), [
    "21:04 * Connected again",
    "21:04 * You play 7 against ben, ben's turn",
    "21:04 * ben plays 4 against you, your turn",
    "         O  8  9 ",
    "         X  X  6 ",
    "         1  2  3 ",
  ]);
});

Deno.test("the end says who has won, how the two stand, and how to play again", () => {
  const { handle, rows } = roomView();
  const end = { state: "over", winner: "ben", score: [2, 1, 0], yourTurn: false } as const;
  handle(game(["5", "7", "4", "9", "6"], end));
  assert.equal(
    rows().join(" ").replace(/ +/g, " ").slice(0, 84),
    "21:04 * ben plays 6 and wins against you (ben 2, ana 1, drawn 0). Again? /ttt ben O ",
  );
});
