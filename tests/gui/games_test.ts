/** Games in the window, beside the other front ends. */
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { join } from "../support/client.ts";
import { paneTest } from "../support/pane.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";
import { joinPane } from "../support/terminal_client.ts";
import { CHECKED, findings } from "./support/accessibility.ts";
import { type Person, TestRoom } from "./support/room.ts";

/** A place of the newest board. */
function place({ list }: Person, row: number, column: number): Locator {
  return list.locator(".board").last().locator(`[data-place="${row - 1} ${column - 1}"]`);
}

/** Resolves when the newest game stands so. */
async function stands({ list }: Person, text: string): Promise<void> {
  await list.locator(".game-state").last().getByText(text, { exact: true }).waitFor();
}

paneTest(
  "a window and a terminal play, and JSON watches, over a server that is killed in the middle",
  async () => {
    await using folder = await TempDir.make();
    await using room = await TestRoom.open({ data: folder.path });
    const ana = await room.join("ana");
    await using ben = await joinPane(room.server, "ben");
    await using cleo = await join(room.server, "cleo");
    await ana.sees("cleo joined");
    await ana.say("!TTT ben");
    await ben.until(/ana challenges you to Tic-Tac-Toe: \/ttt accept/);
    await ben.enter("/ttt accept");
    await stands(ana, "Your turn");
    await place(ana, 2, 2).click();
    await ben.until(/ana plays 5 against you, your turn\n +7 +8 +9\n +4 +\(X\) +6\n +1 +2 +3/);
    await cleo.next(({ action }) => action === "move");

    room.server.program.kill("SIGKILL");
    await room.server.program.ended;
    await ana.page.getByRole("button", { name: "Retry now" }).waitFor();
    const { port } = room.server;
    await using _again = await startServer({ data: folder.path, port });
    await ben.until("Connected again");
    await ben.enter("/ttt 7");
    await stands(ana, "Your turn");
    await place(ana, 2, 1).click();
    await ben.until(/ana plays 4 against you, your turn\n +O +8 +9\n +\(X\) +X +6\n/);
    await ben.enter("/ttt 9");
    await stands(ana, "Your turn");
    await place(ana, 2, 3).click();
    await stands(ana, "You have won");
    await ben.until(/ana plays 6 and wins against you.*\n +O +· +O\n +\[X\]\[X\]\[X\]\n/);
    const end = await cleo.next(({ state }) => state === "over");
    assert.partialDeepStrictEqual(end, {
      moves: ["5", "7", "4", "9", "6"],
      winner: "ana",
      players: ["ana", "ben"],
      watched: false,
    });
    assert.equal(await ana.list.locator("[data-winning=true]").count(), 3);
    await ana.list.getByRole("button", { name: "Play again?" }).click();
    await ben.until(/Again\? \/ttt ana[^]*ana challenges you to Tic-Tac-Toe/);
  },
);

Deno.test("a game is played by the keyboard, told to who uses a screen reader, and still for a watcher", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana", CHECKED);
  const ben = await room.join("ben", { locale: "de-DE", colorScheme: "dark", ...CHECKED });
  const cleo = await room.join("cleo", CHECKED);
  await ana.sees("cleo joined");
  await ana.say("/ttt ben");
  await ben.list.getByText("ana fordert dich zu Tic-Tac-Toe heraus").waitFor();
  await ben.list.getByRole("button", { name: "Annehmen" }).press("Enter");
  await stands(ana, "Your turn");
  const board = ana.list.getByRole("grid", { name: "Tic-Tac-Toe: ana against ben" });
  await board.getByRole("gridcell", { name: "Row 2, column 2: free" }).focus();
  for (const key of ["ArrowUp", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft"]) {
    await ana.page.keyboard.press(key);
  }
  await ana.page.keyboard.press("ArrowUp");
  await ana.page.keyboard.press("ArrowLeft");
  await ana.page.keyboard.press("Enter");
  await board.getByRole("gridcell", { name: "Row 1, column 1: X, ana, last move" }).waitFor();
  await ben.page.getByText("ana setzt auf 7. Du bist am Zug", { exact: true }).waitFor({
    state: "attached",
  });
  const other = ben.list.getByRole("grid", { name: "Tic-Tac-Toe: ana gegen ben" });
  await other.getByRole("gridcell", { name: "Zeile 3, Spalte 3: frei" }).press("Enter");
  await stands(ana, "Your turn");
  // What is taken, and what is not for somebody to do, does nothing.
  await place(ana, 3, 3).click({ force: true });
  await place(ben, 1, 2).click({ force: true });
  const watched = cleo.list.getByRole("table", { name: "Tic-Tac-Toe: ana against ben" });
  await watched.getByRole("cell", { name: "Row 3, column 3: O, ben, last move" }).waitFor();
  assert.equal(await cleo.list.locator(".game button").count(), 0);
  for (const person of [ana, ben, cleo]) {
    assert.deepEqual(await findings(person.page), []);
    assert.deepEqual(person.problems, []);
    assert.equal(await person.list.locator("[data-owner]").count(), 2);
  }
  await ana.list.getByRole("button", { name: "Give up" }).click();
  await stands(cleo, "ana has given up, ben wins");
});

Deno.test("a game that has scrolled away comes back when it is one's turn", async () => {
  await using room = await TestRoom.open({ args: ["--rate-limit", "off"] });
  const ana = await room.join("ana");
  await using ben = await join(room.server, "ben");
  await ana.sees("ben joined");
  await ben.say("/c4 ana");
  await ana.list.getByRole("button", { name: "Accept" }).click();
  await ben.next(({ yourTurn }) => yourTurn === true);
  await ben.say("/c4 4");
  await stands(ana, "Your turn");
  for (let index = 0; index < 20; index++) await ben.say(`and another thing, ${index}`);
  await ana.sees("and another thing, 19");
  await ana.page.getByRole("button", { name: "Show the board" }).click();
  await ana.sees("Connect Four: ben and ana go on below");
  await ana.page.getByRole("button", { name: "Show the board" }).waitFor({ state: "detached" });
  await place(ana, 1, 4).click();
  await ben.next(({ moves }) => Array.isArray(moves) && moves.length === 2);
  // Who comes to the window again sees it as it stands.
  const again = await room.show(ana.client);
  await again.list.locator("[data-owner]").nth(1).waitFor();
  await again.list.getByText("ben’s turn").waitFor();
});
