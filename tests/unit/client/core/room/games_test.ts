/** What a client makes of the entries of games, in whatever order they and the welcome come. */
import assert from "node:assert/strict";
import { message, ScriptedPeer, welcome } from "../../../../support/scripted_peer.ts";
import { TestedClient } from "../../../../support/tested_client.ts";

const AT = "2026-01-01T00:00:00.000Z";
const GAME = {
  game: "5",
  kind: "tictactoe",
  players: ["ana", "ben"],
  state: "running",
  score: [0, 0, 0],
};
const moved = (seq: number, moves: readonly string[], more: object = {}) => ({
  type: "game",
  seq,
  at: AT,
  ...GAME,
  id: `x${seq}`,
  action: "move",
  by: moves.length % 2 === 1 ? "ana" : "ben",
  moves,
  turn: moves.length % 2 === 0 ? "ana" : "ben",
  ...more,
});

Deno.test("a newcomer knows what is open from the welcome, whatever is replayed after it", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  const open = { seq: 9, ...GAME, moves: ["5", "7"], turn: "ana" };
  const { connection } = await peer.greet(
    welcome({ seq: 10, games: [open] }),
    moved(8, ["5"]),
    message(10, "end of the replay"),
  );
  using _ = connection;
  const { games = [] } = await ana.next("welcome");
  assert.partialDeepStrictEqual(games, [{ moves: ["5", "7"], yourTurn: true, opponent: "ben" }]);
  const old = await ana.next("game");
  assert.partialDeepStrictEqual(old, { moves: ["5"], history: true, yourTurn: false });
  await ana.next("message");
  assert.deepEqual(ana.client.games.open("tictactoe")[0]?.moves, ["5", "7"]);
  await connection.send(moved(11, ["5", "7", "4"]));
  const live = await ana.next("game");
  assert.partialDeepStrictEqual(live, { moves: ["5", "7", "4"], history: false, turn: "ben" });
  const marked = live.board.flat().filter(({ isLast }) => isLast);
  assert.deepEqual(marked.map(({ text }) => text), ["X"]);
});

Deno.test("players keep their games when they are called otherwise", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  const { connection } = await peer.greet(
    welcome({ members: ["ana", "ben"] }),
    moved(11, ["5"]),
    { type: "renamed", seq: 12, at: AT, from: "ben", to: "benno" },
  );
  using _ = connection;
  await ana.next("renamed");
  const [known] = ana.client.games.open("tictactoe");
  assert.deepEqual([known?.players, known?.turn], [["ana", "benno"], "benno"]);
});

Deno.test("a game over is no open one, and a game of a kind that is not known has no board", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  const { connection } = await peer.greet(
    welcome(),
    moved(11, ["5"], { game: "6", kind: "chess" }),
    moved(12, ["5", "5"], { game: "7" }),
    moved(13, ["5"]),
    moved(14, ["5"], { action: "resign", by: "ana", state: "over", winner: "ben" }),
  );
  using _ = connection;
  assert.partialDeepStrictEqual(await ana.next("game"), { title: "chess", board: [] });
  assert.deepEqual((await ana.next("game")).board, [], "moves that break the rules show nothing");
  await ana.next("game");
  const end = await ana.next("game");
  assert.ok(end.board.flat().every(({ move }) => move === undefined), "nothing can be done");
  assert.deepEqual(ana.client.games.open("tictactoe").map(({ game }) => game), ["7"]);
});

Deno.test("a move is sent until it is acknowledged, and its entry in a replay counts as that", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  const before = (await peer.greet(welcome())).connection;
  await ana.next("welcome");
  ana.client.games.play({ action: "move", game: "5", move: "5", number: 1 });
  const { id } = await before.next("game");
  before[Symbol.dispose]();
  const { connection } = await peer.greet(
    welcome({ seq: 20, resumed: true }),
    moved(11, ["5"], { id }),
  );
  using _ = connection;
  assert.equal((await connection.next("game")).id, id);
  await ana.next("game");
  await ana.client.settled();
});
