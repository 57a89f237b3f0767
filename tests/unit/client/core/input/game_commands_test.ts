/** What is typed to play. */
import assert from "node:assert/strict";
import type { OpenGame } from "../../../../../protocol/messages.ts";
import { rejection, typingRoom } from "../../../../support/typing_room.ts";

function game(number: number, players: [string, string], more: Partial<OpenGame> = {}): OpenGame {
  const score: OpenGame["score"] = [0, 0, 0];
  const state = "running";
  const turn = players[0];
  const kind = "tictactoe";
  return {
    seq: number,
    game: String(number),
    kind,
    players,
    state,
    moves: [],
    turn,
    score,
    ...more,
  };
}

const open = (number: number, players: [string, string]): OpenGame => {
  const { turn: _, ...rest } = game(number, players, { state: "open" });
  return rest;
};

const NAMES = ["ana", "ben", "cleo", "Ben Ö.", "5"];
const WITH_BEN = game(7, ["ana", "ben"]);

/** What the server is asked for; or why nothing is. */
async function asked(line: string, games: readonly OpenGame[] = []): Promise<unknown> {
  const typed = await typingRoom({ names: NAMES, games }).enter(line);
  if (typed.outcome === "rejected") return rejection(typed);
  const deeds = typed.calls.filter(([call]) => call === "play").map(([, deed]) => deed);
  return deeds.length > 0 ? deeds[0] : typed.calls[0];
}

const CHALLENGES: readonly (readonly [line: string, kind: string, name: string])[] = [
  ["!TTT ben", "tictactoe", "ben"],
  ["/ttt BEN", "tictactoe", "ben"],
  ["!ttt ~ben", "tictactoe", "ben"],
  ["/tictactoe Ben Ö.", "tictactoe", "Ben Ö."],
  ['/ttt "Ben Ö."', "tictactoe", "Ben Ö."],
  ['/ttt "5"', "tictactoe", "5"],
  ['/ttt "accept"', "tictactoe", "accept"],
  ["/ttt nobody here", "tictactoe", "nobody here"],
  ["/C4 ben", "connect_four", "ben"],
];

for (const [line, kind, name] of CHALLENGES) {
  Deno.test(`${line} challenges ${name} to ${kind}`, async () => {
    assert.deepEqual(await asked(line), { action: "challenge", kind, name });
  });
}

Deno.test("a move goes to the game in which it is one's turn, as the move that it is meant to be", async () => {
  const move = { action: "move", game: "7", move: "5", number: 1 };
  assert.deepEqual(await asked("/ttt 5", [WITH_BEN]), move);
  const theirs = game(8, ["ana", "cleo"], { turn: "cleo", moves: ["1"] });
  assert.deepEqual(await asked("/ttt 5", [theirs, WITH_BEN]), move);
  const both = [WITH_BEN, game(9, ["cleo", "ana"], { turn: "ana", moves: ["1"] })];
  assert.match(String(await asked("/ttt 5", both)), /With whom\? \/ttt 5 NAME: ben, cleo/);
  assert.deepEqual(await asked("/ttt 5 Cleo", both), { ...move, game: "9", number: 2 });
});

Deno.test("what is no move is explained before anything is sent", async () => {
  const taken = game(7, ["ana", "ben"], { moves: ["5", "1"] });
  assert.equal(await asked("/ttt 5", [taken]), "Place 5 is taken");
  const waiting = game(7, ["ana", "ben"], { moves: ["5"], turn: "ben" });
  assert.equal(await asked("/ttt 4", [waiting]), "It is ben's turn");
  assert.match(String(await asked("/ttt 5")), /You play no Tic-Tac-Toe/);
  assert.match(String(await asked("/ttt 5", [game(7, ["ben", "cleo"])])), /You play no/);
  assert.match(String(await asked("/c4 1", [WITH_BEN])), /You play no Connect Four/);
});

Deno.test("a challenge is taken, refused and taken back", async () => {
  const [from, to] = [open(3, ["ben", "ana"]), open(4, ["ana", "cleo"])];
  assert.deepEqual(await asked("/ttt accept", [from, to]), { action: "accept", game: "3" });
  assert.deepEqual(await asked("/TTT ACCEPT", [from, to]), { action: "accept", game: "3" });
  assert.deepEqual(await asked("/ttt decline", [from, to]), { action: "decline", game: "3" });
  assert.deepEqual(await asked("/ttt decline", [to]), { action: "decline", game: "4" });
  assert.deepEqual(await asked("/ttt decline cleo", [from, to]), { action: "decline", game: "4" });
  assert.deepEqual(await asked("/ttt resign", [to]), { action: "decline", game: "4" });
  assert.match(String(await asked("/ttt accept", [to])), /There is no challenge to Tic-Tac-Toe/);
});

Deno.test("a game is given up, watched and shown", async () => {
  const others = game(8, ["ben", "cleo"]);
  assert.deepEqual(await asked("/ttt resign", [WITH_BEN]), { action: "resign", game: "7" });
  assert.match(String(await asked("/ttt resign", [others])), /You play no Tic-Tac-Toe/);
  const [call, event] = await asked("/ttt watch", [WITH_BEN, others]) as [string, object];
  assert.equal(call, "event");
  assert.partialDeepStrictEqual(event, { game: "8", action: "shown", watched: true });
  assert.ok(!("opponent" in event));
  const [, own] = await asked("/ttt", [WITH_BEN, others]) as [string, object];
  assert.partialDeepStrictEqual(own, { game: "7", action: "shown", yourTurn: true });
  const [notice, , text] = await asked("/ttt", [others]) as [string, string, string];
  assert.equal(notice, "notice");
  assert.match(text, /is played by ben and cleo: \/ttt watch NAME/);
});
