/** A game that the program does not have, added by its rules alone: played by commands, judged by a server. */
import assert from "node:assert/strict";
import { TypedInput } from "../../client/core/mod.ts";
import { renderLines } from "../../client/lines/lines.ts";
import { boardRows } from "../../client/terminal/board_rows.ts";
import { paletteOf } from "../../client/terminal/colour.ts";
import { SYSTEM_CLOCK } from "../../protocol/clock.ts";
import { GAMES } from "../../protocol/games/mod.ts";
import { startServer } from "../../server/server.ts";
import { NIM } from "../support/nim.ts";
import { SETTINGS } from "../support/server_parts.ts";
import { TempDir } from "../support/temp_dir.ts";
import { TestedClient } from "../support/tested_client.ts";

const games = [...GAMES, NIM];

Deno.test("Nim is played in the room like the others, and shown by every front end", async () => {
  await using folder = await TempDir.make();
  const server = await startServer({
    hostname: "127.0.0.1",
    port: 0,
    dataFolder: folder.path,
    certificate: undefined,
    password: undefined,
    settings: SETTINGS,
    games,
    clock: SYSTEM_CLOCK,
    random: () => 0,
    observe: () => {},
  });
  try {
    const address = { host: "127.0.0.1", port: server.address.port };
    await using ana = new TestedClient({ address, name: "ana", mark: "a", games });
    await ana.next("welcome");
    await using ben = new TestedClient({ address, name: "ben", mark: "b", games });
    await ben.next("welcome");
    // A client of the usual kind watches: it knows how it stands, and that it does not know the board.
    await using cleo = new TestedClient({ address, name: "cleo", mark: "c" });
    await cleo.next("welcome");
    const inviteLines = () => Promise.resolve([]);
    const [first, second] = [ana, ben].map(({ client }) =>
      new TypedInput({ client, home: undefined, inviteLines })
    );
    await ana.next("joined", ({ name }) => name === "cleo");
    assert.ok(
      first?.table.help.some(([usage]) => usage === "/nim [NAME|accept|a1–c3|resign|watch]"),
    );
    await first?.enter("!NIM ben");
    await ben.next("game");
    await second?.enter("/nim accept");
    for (const [index, move] of ["c3", "b1", "a1", "b1"].entries()) {
      const [mover, input] = index % 2 === 0 ? [ana, first] : [ben, second];
      await mover.next("game", ({ yourTurn, state }) => yourTurn && state === "running");
      if (index === 1) {
        assert.equal(await input?.enter("/nim c1"), "rejected", "there are none left");
      }
      assert.equal(await input?.enter(`/nim ${move}`), "done");
    }
    const end = await ana.next("game", ({ state }) => state === "over");
    assert.partialDeepStrictEqual(end, { kind: "nim", winner: "ben", score: [0, 1, 0] });
    assert.deepEqual(renderLines(end), ["* ben plays b1 and wins against you [a· b·· c···]"]);
    const look = { palette: paletteOf(false) } as Parameters<typeof boardRows>[1];
    assert.deepEqual(boardRows(end, look).map((row) => row.trim()), [
      "a  ·",
      "b  ·  ·",
      "c  ·  ·  ·",
    ]);
    const seen = await cleo.next("game", ({ state }) => state === "over");
    assert.partialDeepStrictEqual(seen, { title: "nim", winner: "ben", board: [] });
    assert.deepEqual(renderLines(seen), ["* ben plays b1 and wins against ana"]);
  } finally {
    await server.close();
  }
});
