/** Moves that are not for their sender to make, by the thousand. */
import assert from "node:assert/strict";
import type { RawClient, RawLine } from "../support/raw_client.ts";
import { type Attack, attacks, type Lab } from "./support/lab.ts";

/** Moves in one write. */
const FLOOD = 10_000;

interface Match {
  readonly ana: RawClient;
  readonly ben: RawClient;
  readonly game: unknown;
}

/** Two who have begun to play; they leave when `use` is done. */
async function match(lab: Lab, use: (match: Match) => Promise<void>): Promise<void> {
  await lab.visit(async (ana) => {
    await lab.visit(async (ben) => {
      await use({ ana, ben, game: await begin(lab, ana, ben) });
    });
  });
}

/** `ana` challenges `ben`, who accepts. Resolves to the number of the game. */
async function begin(lab: Lab, ana: RawClient, ben: RawClient): Promise<unknown> {
  const name = lab.name();
  await ben.send({ type: "rename", id: "name", name });
  await ben.next("ack");
  await ana.send({ type: "game", id: "begin", action: "challenge", kind: "tictactoe", name });
  const { game } = await ben.next("game");
  await ben.send({ type: "game", id: "accept", action: "accept", game });
  await ana.next("game", ({ action }) => action === "accept");
  return game;
}

/** The code that comes back for `request`. */
async function refused(client: RawClient, request: object): Promise<unknown> {
  const id = `x${client.lines.all.length}`;
  await client.send({ type: "game", id, ...request });
  const { code, re } = await client.next(
    "error",
    (line) => line.id === id || line.id === undefined,
  );
  assert.equal(re, "game");
  return code;
}

const ATTACKS: Readonly<Record<string, Attack>> = {
  "moves out of turn, out of range, of others, and after the end change nothing": (lab) =>
    match(lab, async ({ ana, ben, game }) => {
      const move = { action: "move", game, move: "5" };
      assert.equal(await refused(ben, move), "not_your_turn");
      assert.equal(await refused(ana, { ...move, number: 2 }), "not_your_turn");
      for (const odd of ["0", "10", "x", "-", "______________9_"]) {
        assert.equal(await refused(ana, { ...move, move: odd }), "bad_move", odd);
      }
      for (const odd of ["", "a b", "5\n", "x".repeat(17), 5, null, ["5"], {}]) {
        assert.equal(await refused(ana, { ...move, move: odd }), "bad_request", String(odd));
      }
      for (const number of [0, -1, 1.5, 1e9, "1", null]) {
        assert.equal(await refused(ana, { ...move, number }), "bad_request", String(number));
      }
      for (const other of ["0", "9999999999999999", "1"]) {
        assert.equal(await refused(ana, { ...move, game: other }), "no_such_game", other);
      }
      for (const other of [-1, "-1", "1e3", "x", "", undefined]) {
        assert.equal(await refused(ana, { ...move, game: other }), "bad_request", String(other));
      }
      await lab.visit(async (eve) => {
        for (const action of ["accept", "decline", "resign", "move"]) {
          assert.equal(await refused(eve, { ...move, action }), "no_such_game", action);
        }
      });
      assert.equal(await refused(ana, { ...move, action: "cheat" }), "bad_request");
      await ana.send({ type: "game", id: "resign", action: "resign", game });
      const end = await ben.next("game", ({ action }) => action === "resign");
      assert.partialDeepStrictEqual(end, { state: "over", moves: [], score: [0, 1, 0] });
      assert.equal(await refused(ben, move), "game_over");
    }),
  "challenges to nobody, to oneself, to what is no game": (lab) =>
    lab.visit(async (eve) => {
      const challenge = { action: "challenge", kind: "tictactoe", name: "nobody at all" };
      assert.equal(await refused(eve, challenge), "no_such_member");
      for (const kind of ["chess", "constructor", "__proto__", "tostring"]) {
        assert.equal(await refused(eve, { ...challenge, kind }), "no_such_game", kind);
      }
      for (const kind of ["Tic-Tac-Toe", "", "x".repeat(33), 1, null]) {
        assert.equal(await refused(eve, { ...challenge, kind }), "bad_request", String(kind));
      }
      assert.equal(await refused(eve, { ...challenge, name: "x".repeat(65) }), "bad_request");
      assert.equal(await refused(eve, { action: "challenge", name: "x" }), "bad_request");
      assert.equal(await refused(eve, { action: "challenge", kind: "tictactoe" }), "bad_request");
    }),
};

attacks("hostile moves", {}, {
  ...ATTACKS,
  "10,000 moves in one write wait for their turn, and the other player does not": async (lab) => {
    await using ana = await lab.join();
    await lab.visit(async (ben) => {
      const game = await begin(lab, ana, ben);
      await ana.send({ type: "game", id: "m1", action: "move", game, move: "5" });
      await ben.next("game", ({ action }) => action === "move");
      const move = { type: "game", action: "move", game, move: "1" };
      const flood = Array.from({ length: FLOOD }, (_, index) => ({ ...move, id: `f${index}` }));
      // The server reads on when it likes, so it is not waited for.
      const sent = ana.send(...flood).catch(() => {});
      await ben.send({ ...move, id: "m2" });
      await ben.next("ack", ({ id }) => id === "m2");
      const answered = ana.lines.all.filter(({ type }) => type === "error" || type === "ack");
      assert.ok(answered.length < FLOOD / 10, `${answered.length} were answered`);
      await ana[Symbol.asyncDispose]();
      await sent;
    });
  },
});

attacks("hostile moves without rates", { args: ["--rate-limit", "off"] }, {
  "10,000 moves in one write are each answered, and one of them counts": (lab) =>
    match(lab, async ({ ana, ben, game }) => {
      const move = { type: "game", action: "move", game, move: "5" };
      await ana.send(
        ...Array.from({ length: FLOOD }, (_, index) => ({ ...move, id: `f${index}` })),
      );
      const last = `f${FLOOD - 1}`;
      assert.equal((await ana.next("error", ({ id }) => id === last)).code, "not_your_turn");
      const answers = ana.lines.all.filter(({ id }) => String(id).startsWith("f"));
      const counts = Object.groupBy(answers, ({ type, code }) => String(code ?? type));
      assert.deepEqual(
        Object.entries(counts).map(([what, those = []]) => [what, those.length]).sort(),
        [["ack", 1], ["game", 1], ["not_your_turn", FLOOD - 1]],
      );
      const seen = await ben.next("game", ({ action }) => action === "move");
      assert.deepEqual(seen.moves, ["5"]);
    }),
  "10,000 challenges and withdrawals leave nothing behind": (lab) =>
    lab.visit(async (ben) => {
      const name = lab.name();
      await ben.send({ type: "rename", id: "name", name });
      await ben.next("ack");
      await lab.visit(async (eve) => {
        const challenge = { type: "game", action: "challenge", kind: "connect_four", name };
        await eve.send(
          ...Array.from({ length: FLOOD }, (_, index) => ({ ...challenge, id: `c${index}` })),
        );
        const { code } = await eve.next("error", ({ id }) => id === `c${FLOOD - 1}`);
        assert.equal(code, "already_playing");
        const isOwn = (line: RawLine) => (line.players as string[] | undefined)?.includes(name);
        assert.equal(ben.lines.all.filter(isOwn).length, 1);
      });
      await ben.next("game", ({ action, players }) =>
        action === "lapse" && (players as string[]).includes(name));
    }),
});
