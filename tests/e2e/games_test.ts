/** Games over real sockets: who plays, who watches, who comes late, and a server that dies. */
import assert from "node:assert/strict";
import { Entry, parseLine, ServerLine } from "../../protocol/messages.ts";
import { join, type TestClient } from "../support/client.ts";
import { Program } from "../support/program.ts";
import { joinRaw, type RawClient } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";
import { playTo, startBot } from "../support/players.ts";

/** The next event of a game in which `player` has to do something. */
function turnOf(player: TestClient) {
  return player.next(({ type, yourTurn }) => type === "game" && yourTurn === true);
}

Deno.test("two play and one watches, in lines and JSON, over a server that is killed in the middle", async () => {
  await using folder = await TempDir.make();
  await using first = await startServer({ data: folder.path });
  await using ana = await join(first, "ana");
  await using ben = await join(first, "ben", { mode: "lines" });
  await using cleo = await join(first, "cleo", { mode: "lines" });
  await ana.say("!TTT ben");
  await ben.line("* ana challenges you to Tic-Tac-Toe: /ttt accept or /ttt decline");
  await cleo.line("* ana challenges ben to Tic-Tac-Toe");
  await ben.say("/TTT accept");
  await turnOf(ana);
  await ana.say("/ttt 5");
  await ben.line("* ana plays 5 against you, your turn [789 4X6 123]");
  first.program.kill("SIGKILL");
  await first.program.ended;
  await ben.line(/trying to come back/);
  await using _second = await startServer({ data: folder.path, port: first.port });
  // What was typed while there was no server is done when there is one again.
  await ben.say("/ttt 7");
  assert.partialDeepStrictEqual(await turnOf(ana), { moves: ["5", "7"], turn: "ana", by: "ben" });
  await ana.say("/ttt 4");
  await ben.line("* ana plays 4 against you, your turn [O89 XX6 123]");
  await ben.say("/ttt 9");
  await turnOf(ana);
  await using dan = await join(first, "dan");
  const welcome = dan.events.all.find(({ type }) => type === "welcome");
  assert.partialDeepStrictEqual(welcome?.games, [{
    players: ["ana", "ben"],
    state: "running",
    turn: "ana",
    moves: ["5", "7", "4", "9"],
    yourTurn: false,
  }]);
  await ana.say("/ttt 6");
  await cleo.line("* ana plays 6 and wins against ben [O·O XXX ···]");
  assert.partialDeepStrictEqual(await dan.next(({ state }) => state === "over"), {
    type: "game",
    winner: "ana",
    score: [1, 0, 0],
  });
  const boards = cleo.program.stdout.all.filter((line) => /plays/.test(line));
  assert.deepEqual(boards.map((line) => line.replace(/^\* (\w+ plays \d).*/, "$1")), [
    "ana plays 5",
    "ben plays 7",
    "ana plays 4",
    "ben plays 9",
    "ana plays 6",
  ], "every move once");
});

Deno.test("two move at the same moment over two connections: one counts, the other is told", async () => {
  await using server = await startServer();
  await using ana = await joinRaw(server, "ana");
  await using ben = await joinRaw(server, "ben");
  await ana.send({ type: "game", id: "1", action: "challenge", kind: "tictactoe", name: "ben" });
  const { game } = await ben.next("game");
  await ben.send({ type: "game", id: "1", action: "accept", game });
  await ana.next("game", ({ action }) => action === "accept");
  const move = { type: "game", id: "2", action: "move", game, move: "5", number: 1 };
  await Promise.all([ben.send(move), ana.send(move)]);
  assert.equal((await ben.next("error")).code, "not_your_turn");
  await ana.next("ack", ({ id }) => id === "2");
  assert.deepEqual((await ben.next("game", ({ action }) => action === "move")).moves, ["5"]);
  // Of two that come in one write, the second one means a board that is not there any more.
  await ben.send({ ...move, id: "3", move: "1", number: 2 }, {
    ...move,
    id: "4",
    move: "2",
    number: 2,
  });
  const refused = await ben.next("error");
  assert.partialDeepStrictEqual(refused, { id: "4", code: "not_your_turn" });
  await ben.next("ack", ({ id }) => id === "3");
});

Deno.test("whoever makes an entry of a game gets it before its ack, once", async () => {
  await using server = await startServer();
  await using ana = await joinRaw(server, "ana");
  await using _ben = await joinRaw(server, "ben");
  await ana.send({ type: "game", id: "1", action: "challenge", kind: "tictactoe", name: "BEN" });
  const ack = await ana.next("ack");
  const at = ana.lines.all.indexOf(ack);
  assert.partialDeepStrictEqual(ana.lines.all[at - 1], { type: "game", seq: ack.seq, by: "ana" });
  await ana.send({ type: "game", id: "1", action: "challenge", kind: "tictactoe", name: "ben" });
  assert.equal((await ana.next("ack")).duplicate, true);
  assert.equal(ana.lines.all.filter(({ type }) => type === "game").length, 1);
});

/** What a client of before games does with each line: it leaves out what it does not know, and ends at nothing. */
function seenByOldClient({ lines }: RawClient): unknown[] {
  const known = Entry.options.map(({ shape }) => shape.type.value).filter((type) =>
    type !== "game"
  );
  return lines.all.filter(({ type }) => (known as string[]).includes(type)).map(({ text }) => text);
}

Deno.test("a client that does not know games goes on as before", async () => {
  await using folder = await TempDir.make();
  await using server = await startServer({ data: folder.path });
  await using ana = await joinRaw(server, "ana");
  await using ben = await joinRaw(server, "ben");
  await using old = await joinRaw(server, "old");
  await ana.send({ type: "game", id: "1", action: "challenge", kind: "tictactoe", name: "ben" });
  await ana.send({ type: "say", id: "2", text: "after a game" });
  await ben.next("message");
  const { seq } = await old.next("message");
  assert.deepEqual(seenByOldClient(old).filter((text) => text !== undefined), ["after a game"]);
  // Pages of history and searches have none of the types that it cannot read.
  await old.send({ type: "history", before: 1e9 }, { type: "search", words: "game" });
  for (const answer of ["history", "found"]) {
    const { entries } = await old.next(answer) as unknown as { entries: { type: string }[] };
    assert.deepEqual(entries.map(({ type }) => type), ["message"]);
  }
  // A replay from a place that it knows.
  await using late = await joinRaw(server, "late", { since: Number(seq) - 2 });
  await late.next("message");
});

Deno.test("every line about games that a server sends is as PROTOCOL.md has it", async () => {
  await using server = await startServer();
  await using ana = await joinRaw(server, "ana");
  await using ben = await joinRaw(server, "ben");
  await ana.send({ type: "game", id: "1", action: "challenge", kind: "connect_four", name: "ben" });
  const { game } = await ben.next("game");
  await using cleo = await joinRaw(server, "cleo");
  await ben.send({ type: "game", id: "1", action: "accept", game });
  await ana.next("game", ({ action }) => action === "accept");
  await ana.send({ type: "game", id: "2", action: "move", game, move: "4" });
  await ben.send({ type: "leave" });
  await cleo.next("game", ({ action }) => action === "lapse");
  for (const line of [...ana.lines.all, ...cleo.lines.all]) {
    parseLine(ServerLine, JSON.stringify(line));
  }
});

Deno.test("the bot of the README takes every challenge and never loses, whoever begins", async () => {
  await using server = await startServer({ args: ["--rate-limit", "off"] });
  await using _bot = await startBot(server, "bot");
  await using ana = await join(server, "ana");
  await server.program.stdout.next((line) => line.startsWith("bot joined"));
  // Of all that ana can do, at each move the first, the last, or one in the middle.
  for (const choose of [0, 1, 2, 3]) {
    await ana.say("/ttt bot");
    const end = await playTo(ana, (free) => free[(free.length * choose) >> 2] ?? "");
    assert.notEqual(end.winner, "ana", JSON.stringify(end));
    assert.equal(end.action, "move");
  }
});

Deno.test("the lines mode and chat --help tell how to play", async () => {
  await using server = await startServer();
  await using ana = await join(server, "ana", { mode: "lines" });
  await ana.say("/help");
  await ana.line(
    /^\* \/ttt \[NAME\|accept\|1–9\|resign\|watch\] .*Tic-Tac-Toe.*\(also \/tictactoe\)/,
  );
  await ana.line(/^\* \/c4 .*Connect Four/);
  await using help = Program.start(["join", "--help"]);
  assert.match((await help.ended).stdout, /!TTT/);
});
