/** Where the cards of games stand in the conversation of a window. */
import assert from "node:assert/strict";
import { GameCards } from "../../../client/gui/game_cards.ts";

type Event = Parameters<GameCards["happened"]>[0];

function event(more: Partial<Event> = {}): Event {
  return {
    type: "game",
    at: "2026-11-22T21:04:00.000Z",
    game: "5",
    seq: 5,
    kind: "tictactoe",
    title: "Tic-Tac-Toe",
    command: "ttt",
    keys: "1–9",
    action: "move",
    by: "ben",
    players: ["ben", "cleo"],
    state: "running",
    turn: "cleo",
    moves: ["5"],
    board: [],
    signs: ["X", "O"],
    score: [0, 0, 0],
    yourTurn: false,
    watched: false,
    history: false,
    ...more,
  };
}

Deno.test("a game has one card, which stays while it is near, and comes down for who plays", () => {
  const cards = new GameCards();
  assert.equal(cards.happened(event(), 0), true);
  assert.equal(cards.happened(event({ moves: ["5", "1"] }), 9), false);
  assert.deepEqual([cards.get("5")?.place, cards.get("5")?.moves], [0, ["5", "1"]]);
  assert.equal(cards.happened(event(), 100), false, "a watcher is not disturbed");
  assert.equal(cards.happened(event({ opponent: "ben" }), 100), true);
  assert.equal(cards.get("5")?.place, 100);
  assert.equal(cards.happened(event({ action: "shown" }), 105), false, "it is in sight");
  assert.equal(cards.happened(event({ state: "over" }), 200), true, "everybody sees the end");
});

Deno.test("cards follow names, and know what is over when the client comes back", () => {
  const cards = new GameCards();
  cards.happened(event({ opponent: "cleo" }), 0);
  cards.happened(event({ game: "6", players: ["dan", "eve"] }), 1);
  assert.deepEqual(cards.renamed("cleo", "chloe"), ["5"]);
  assert.partialDeepStrictEqual(cards.get("5"), {
    players: ["ben", "chloe"],
    turn: "chloe",
    opponent: "chloe",
  });
  assert.deepEqual(cards.welcomed([{ game: "5" }]), ["6"]);
  assert.partialDeepStrictEqual(cards.get("6"), { state: "over", action: "lapse" });
});
