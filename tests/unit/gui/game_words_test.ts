/** What a window says about games, in both languages. */
import assert from "node:assert/strict";
import type { GameView } from "../../../client/gui/channel.ts";
import { newsText, scoreText, standingText } from "../../../client/gui/page/game_words.ts";
import { LANGUAGES } from "../../../client/gui/page/texts.ts";

const { en, de } = LANGUAGES;

function view(more: Partial<GameView> = {}): GameView {
  return {
    at: "2026-11-22T21:04:00.000Z",
    game: "5",
    seq: 5,
    kind: "tictactoe",
    title: "Tic-Tac-Toe",
    command: "ttt",
    keys: "1–9",
    action: "move",
    by: "ben",
    players: ["ben", "ana"],
    state: "running",
    turn: "ana",
    moves: ["5"],
    board: [],
    signs: ["X", "O"],
    score: [0, 0, 0],
    opponent: "ben",
    yourTurn: true,
    watched: true,
    place: 0,
    isNews: true,
    ...more,
  };
}

Deno.test("it says whose turn it is and who has won, from the side of whoever looks", () => {
  assert.equal(standingText(view(), en), "Your turn");
  assert.equal(standingText(view({ yourTurn: false, turn: "ben" }), en), "ben’s turn");
  const over = { state: "over", yourTurn: false } as const;
  assert.equal(standingText(view({ ...over, winner: "ana" }), en), "You have won");
  assert.equal(standingText(view({ ...over, winner: "ben" }), de), "ben hat gewonnen");
  assert.equal(standingText(view(over), de), "Unentschieden");
  assert.equal(standingText(view({ ...over, action: "lapse" }), en), "Ended unfinished");
});

Deno.test("it tells what the other one did, and nothing of what one did oneself", () => {
  assert.equal(newsText(view(), de), "ben setzt auf 5. Du bist am Zug");
  assert.equal(newsText(view({ by: "ana", yourTurn: false, turn: "ben" }), en), "");
});

Deno.test("it counts once there is something to count", () => {
  assert.equal(scoreText(view(), en), "");
  assert.equal(scoreText(view({ score: [1, 0, 2] }), en), "ben 1, ana 0, drawn 2");
});
