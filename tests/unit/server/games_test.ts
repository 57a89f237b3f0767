/** Games as the server judges them, without sockets: whatever the order in which things are asked for. */
import assert from "node:assert/strict";
import type { Outcome } from "../../../server/store/mod.ts";
import { Games } from "../../../server/rooms/games.ts";
import { openGame } from "../../../server/store/apply/game.ts";
import { serverParts } from "../../support/server_parts.ts";

const MINUTE_MS = 60_000;

type Deed = {
  readonly action: "challenge" | "accept" | "decline" | "move" | "resign";
  readonly kind?: string;
  readonly name?: string;
  readonly game?: number;
  readonly move?: string;
  readonly number?: number;
};

async function open(...names: readonly string[]) {
  const parts = serverParts();
  const { log, store, presence, rooms, clock } = parts;
  const games = new Games({ log, table: store.games, wall: () => clock.wall() });
  let ids = 0;
  const enter = async (name: string, key?: string) => {
    const hello = { type: "hello", protocol: 1, role: "chat", name, key } as const;
    const { member } = await presence.join(hello, rooms.first, "192.0.2.1");
    const connection = { replace() {} };
    presence.attach(member, connection);
    presence.confirm(member);
    const { author } = member;
    const play = async (deed: Deed, id = `g${++ids}`) =>
      told(await log.append({ change: { type: "game", room: 1, author, id, ...deed } }));
    const challenge = (name: string, kind = "tictactoe") =>
      play({ action: "challenge", kind, name });
    const quit = () => presence.quit(member, connection, "quit");
    return { play, challenge, quit, member };
  };
  const [one, two, three] = await Promise.all(names.map((name) => enter(name)));
  const people = [one, two, three] as [Person, Person, Person];
  type Person = Awaited<ReturnType<typeof enter>>;
  const sweep = async () => {
    games.sweep();
    await log.settled();
  };
  const last = () =>
    JSON.parse(
      store.entries.rows(1, { after: log.lastSeq - 1, before: 1e9, limit: 1 })[0]?.line ?? "",
    );
  return { ...parts, people, enter, sweep, last, close: () => store[Symbol.dispose]() };
}

/** The entry, or the code of the refusal. */
function told(outcome: Outcome): Record<string, unknown> & { readonly game: string } {
  if (outcome.kind === "entered") return JSON.parse(outcome.line);
  if (outcome.kind === "refused") return { code: outcome.code, game: "" };
  return { code: outcome.kind, game: "" };
}

async function begin(room: Awaited<ReturnType<typeof open>>, kind?: string) {
  const [ana, ben] = room.people;
  const game = Number((await ana.challenge("ben", kind)).game);
  await ben.play({ action: "accept", game });
  return game;
}

Deno.test("a challenge is accepted, moves come in turn, and the end is counted", async () => {
  const room = await open("ana", "ben");
  const [ana, ben] = room.people;
  const challenge = await ana.challenge("BEN");
  assert.partialDeepStrictEqual(challenge, {
    game: String(challenge.seq),
    kind: "tictactoe",
    action: "challenge",
    by: "ana",
    players: ["ana", "ben"],
    state: "open",
    moves: [],
    score: [0, 0, 0],
  });
  const game = Number(challenge.game);
  const accepted = await ben.play({ action: "accept", game });
  assert.partialDeepStrictEqual(accepted, { state: "running", turn: "ana" });
  for (const [player, move] of [[ana, "5"], [ben, "7"], [ana, "4"], [ben, "9"]] as const) {
    assert.partialDeepStrictEqual(await player.play({ action: "move", game, move }), {
      action: "move",
      state: "running",
      turn: player === ana ? "ben" : "ana",
    });
  }
  const end = await ana.play({ action: "move", game, move: "6" });
  assert.partialDeepStrictEqual(end, {
    state: "over",
    moves: ["5", "7", "4", "9", "6"],
    winner: "ana",
    score: [1, 0, 0],
  });
  assert.ok(!("turn" in end));
  assert.equal((await ben.play({ action: "move", game, move: "1" })).code, "game_over");
  room.close();
});

Deno.test("what is not for somebody to do is refused with a code, and changes nothing", async () => {
  const room = await open("ana", "ben", "cleo");
  const [ana, ben, cleo] = room.people;
  const game = Number((await ana.challenge("ben")).game);
  const refusals: (readonly [typeof ana, Deed, string])[] = [
    [ana, { action: "accept", game }, "not_your_turn"],
    [ana, { action: "move", game, move: "5" }, "not_your_turn"],
    [cleo, { action: "accept", game }, "no_such_game"],
    [cleo, { action: "decline", game }, "no_such_game"],
    [ben, { action: "resign", game }, "bad_request"],
    [ben, { action: "accept", game: 999 }, "no_such_game"],
    [ben, { action: "accept" }, "no_such_game"],
    [ana, { action: "challenge", kind: "tictactoe", name: "ben" }, "already_playing"],
    [ben, { action: "challenge", kind: "connect_four", name: "ana" }, "already_playing"],
    [ana, { action: "challenge", kind: "chess", name: "cleo" }, "no_such_game"],
    [ana, { action: "challenge", kind: "constructor", name: "cleo" }, "no_such_game"],
    [ana, { action: "challenge", kind: "tictactoe", name: "ana" }, "no_such_member"],
    [ana, { action: "challenge", kind: "tictactoe", name: "nobody" }, "no_such_member"],
  ];
  for (const [player, deed, code] of refusals) {
    assert.equal((await player.play(deed)).code, code, JSON.stringify(deed));
  }
  await ben.play({ action: "accept", game });
  const later: (readonly [typeof ana, Deed, string])[] = [
    [ben, { action: "accept", game }, "bad_request"],
    [ben, { action: "decline", game }, "bad_request"],
    [ben, { action: "move", game, move: "5" }, "not_your_turn"],
    [cleo, { action: "move", game, move: "5" }, "no_such_game"],
    [cleo, { action: "resign", game }, "no_such_game"],
    [ana, { action: "move", game, move: "0" }, "bad_move"],
    [ana, { action: "move", game, move: "5", number: 2 }, "not_your_turn"],
  ];
  for (const [player, deed, code] of later) {
    assert.equal((await player.play(deed)).code, code, JSON.stringify(deed));
  }
  assert.deepEqual(room.store.games.get(game)?.moves, []);
  await ana.play({ action: "move", game, move: "5" });
  assert.equal((await ben.play({ action: "move", game, move: "5" })).code, "bad_move");
  room.close();
});

Deno.test("of two moves at the same moment one counts, and the other is told", async () => {
  const room = await open("ana", "ben");
  const [ana, ben] = room.people;
  for (const order of [[ana, ben], [ben, ana]] as const) {
    const game = await begin(room);
    const codes = await Promise.all(order.map(async (player) => {
      const { code = "moved" } = await player.play({ action: "move", game, move: "5", number: 1 });
      return [player === ana ? "ana" : "ben", code];
    }));
    assert.deepEqual(Object.fromEntries(codes), { ana: "moved", ben: "not_your_turn" });
    assert.deepEqual(room.store.games.get(game)?.moves, ["5"]);
    await ana.play({ action: "resign", game });
  }
  room.close();
});

Deno.test("a move that is sent again is one move", async () => {
  const room = await open("ana", "ben");
  const [ana] = room.people;
  const game = await begin(room);
  await ana.play({ action: "move", game, move: "5" }, "same");
  assert.equal((await ana.play({ action: "move", game, move: "5" }, "same")).code, "duplicate");
  assert.deepEqual(room.store.games.get(game)?.moves, ["5"]);
  room.close();
});

Deno.test("two who challenge each other play", async () => {
  const room = await open("ana", "ben");
  const [ana, ben] = room.people;
  const [first, second] = await Promise.all([ana.challenge("ben"), ben.challenge("ana")]);
  assert.partialDeepStrictEqual(second, { action: "accept", by: "ben", turn: "ana" });
  assert.equal(second.game, first.game);
  room.close();
});

Deno.test("a challenge lapses after ten minutes, a game after a day without a move, and not before", async () => {
  const room = await open("ana", "ben");
  const { clock, log, store, sweep, last } = room;
  const [ana, ben] = room.people;
  const game = Number((await ana.challenge("ben")).game);
  clock.pass(10 * MINUTE_MS - 1);
  await sweep();
  assert.equal(last().action, "challenge");
  // Somebody whose clock is ahead asks too early: it is judged by the moment of the change.
  const early = await log.append({ change: { type: "game_lapsed", game } });
  assert.equal(early.kind, "refused");
  clock.pass(1);
  await sweep();
  assert.partialDeepStrictEqual(last(), { game: String(game), action: "lapse", state: "over" });
  assert.ok(!("by" in last()) && !("winner" in last()));
  assert.equal((await ben.play({ action: "accept", game })).code, "game_over");

  const next = await begin(room);
  clock.pass(23 * 60 * MINUTE_MS);
  await ana.play({ action: "move", game: next, move: "5" });
  clock.pass(23 * 60 * MINUTE_MS);
  await sweep();
  assert.equal(last().action, "move");
  clock.pass(60 * MINUTE_MS);
  await sweep();
  assert.partialDeepStrictEqual(last(), { action: "lapse", moves: ["5"], score: [0, 0, 0] });
  const { seq } = last();
  await sweep();
  assert.equal(last().seq, seq, "once");
  assert.equal(store.games.open(1).length, 0);
  room.close();
});

Deno.test("a game ends when a player leaves, and when the name of one that was lost is free", async () => {
  const room = await open("ana", "ben", "cleo");
  const { clock, presence, sweep, last, log } = room;
  const [ana, ben, cleo] = room.people;
  const lost = Number((await ana.challenge("cleo")).game);
  await cleo.play({ action: "accept", game: lost });
  await ben.challenge("ana");
  await ben.quit();
  await sweep();
  assert.partialDeepStrictEqual(last(), { action: "lapse", players: ["ben", "ana"] });
  await presence.drop(cleo.member, cleo.member.connection as never);
  for (const seconds of [16, 100]) {
    clock.pass(seconds * 1_000);
    presence.sweep();
    await log.settled();
    await sweep();
    assert.notEqual(last().action === "lapse" && last().game, String(lost), "it may come back");
  }
  clock.pass(20_000);
  presence.sweep();
  await log.settled();
  await sweep();
  assert.partialDeepStrictEqual(last(), { action: "lapse", game: String(lost), state: "over" });
  room.close();
});

Deno.test("players are called what they are called now, at each entry and in each welcome", async () => {
  const room = await open("ana", "ben");
  const { log, store } = room;
  const [ana, ben] = room.people;
  const game = await begin(room);
  const { author } = ben.member;
  await log.append({ change: { type: "renamed", room: 1, author, id: "r", to: "benno" } });
  const [shown] = store.games.open(1).map(openGame);
  assert.partialDeepStrictEqual(shown, { players: ["ana", "benno"], turn: "ana" });
  const moved = await ana.play({ action: "move", game, move: "5" });
  assert.partialDeepStrictEqual(moved, { players: ["ana", "benno"], turn: "benno" });
  room.close();
});

Deno.test("the score of two goes on over games and, with keys, over stays; another pair has its own", async () => {
  const room = await open();
  const { enter } = room;
  const [A, B] = ["A".repeat(43), "B".repeat(43)];
  const ana = await enter("ana", A);
  const ben = await enter("ben", B);
  const playOnce = async (one: typeof ana, two: typeof ana) => {
    const game = Number((await one.challenge(two.member.name)).game);
    await two.play({ action: "accept", game });
    return (await two.play({ action: "resign", game })).score;
  };
  assert.deepEqual(await playOnce(ana, ben), [1, 0, 0]);
  assert.deepEqual(await playOnce(ben, ana), [1, 1, 0]);
  assert.deepEqual(await playOnce(ben, ana), [2, 1, 0]);
  await ben.quit();
  const again = await enter("benjamin", B);
  assert.deepEqual(await playOnce(ana, again), [2, 2, 0]);
  assert.deepEqual((await ana.challenge("benjamin", "connect_four")).score, [0, 0, 0]);
  const guest = await enter("guest");
  assert.deepEqual(await playOnce(ana, guest), [1, 0, 0]);
  room.close();
});

Deno.test("nobody plays more than eight games at once", async () => {
  const room = await open("ana");
  const { enter } = room;
  const [ana] = room.people;
  for (let index = 0; index < 8; index++) {
    await enter(`b${index}`);
    assert.equal((await ana.challenge(`b${index}`)).action, "challenge");
  }
  const late = await enter("late");
  assert.equal((await ana.challenge("late")).code, "too_many_games");
  assert.equal((await late.challenge("ana")).code, "too_many_games");
  assert.equal((await late.challenge("b0")).action, "challenge");
  room.close();
});

Deno.test("a muted member neither challenges nor moves", async () => {
  const room = await open("ana", "ben");
  const { log } = room;
  const [ana, ben] = room.people;
  const game = await begin(room);
  const { author } = ben.member;
  const mute = {
    type: "moderated",
    room: 1,
    author,
    id: "m",
    action: "mute",
    name: "ana",
  } as const;
  await log.append({ change: { ...mute, isTrusted: true } });
  assert.equal((await ana.play({ action: "move", game, move: "5" })).code, "muted");
  room.close();
});
