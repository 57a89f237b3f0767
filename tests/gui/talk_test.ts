import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { startServer } from "../support/server.ts";
import { TestBrowser } from "./support/browser.ts";
import { joinGui } from "./support/gui_client.ts";
import { TestRoom } from "./support/room.ts";

Deno.test("two people in windows and one at a terminal talk", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  const ben = await room.join("ben");
  await using cleo = await join(room.server, "cleo");
  await ana.sees("cleo joined");

  await ana.say("hello **everybody**, see https://example.org/a?b=1.");
  await ben.sees("everybody");
  await cleo.message("hello **everybody**, see https://example.org/a?b=1.");
  const link = ben.list.getByRole("link");
  assert.equal(await link.getAttribute("href"), "https://example.org/a?b=1");
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer");

  await cleo.say("hi from the terminal");
  await ana.sees("hi from the terminal");
  await ben.say("line one");
  await cleo.message("line one");
  await ben.composer.pressSequentially("a");
  await ben.composer.press("Shift+Enter");
  await ben.composer.pressSequentially("b");
  await ben.composer.press("Enter");
  await cleo.message("a\nb");
  // Its sender sees a message once, and it is stored.
  assert.equal(await ben.list.getByText("line one").count(), 1);
  await ben.list.locator(".stored").first().waitFor({ state: "attached" });
  const members = ana.page.getByRole("region", { name: "Members" }).getByRole("listitem");
  assert.deepEqual((await members.allInnerTexts()).map((text) => text.trim()), [
    "ana (you)",
    "ben",
    "cleo",
  ]);
  assert.deepEqual([ana.problems, ben.problems], [[], []]);
});

Deno.test("a private message is seen by its two people alone", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  const ben = await room.join("ben");
  await using cleo = await join(room.server, "cleo");
  await ana.sees("cleo joined");
  await ana.page.getByRole("button", { name: "Private message to ben" }).click();
  await ana.say("only for you");
  await ben.sees("only for you");
  await ben.sees("privately to ben");
  await ana.page.getByRole("button", { name: "Write to the room again" }).click();
  await ana.say("for all");
  await cleo.message("for all");
  const texts = cleo.events.all.filter(({ type }) => type === "message").map(({ text }) => text);
  assert.deepEqual(texts, ["for all"]);
});

Deno.test("commands work as in a terminal, and a search finds what was said", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await ana.say("the word is Pelikan");
  await ana.sees("Pelikan");
  await ana.say("/nick anna");
  await ana.sees("ana is now called anna");
  await ana.say("/nonsense");
  await ana.page.getByRole("alert").getByText(/Unknown command/).waitFor();
  await ana.page.getByRole("button", { name: "Search messages" }).click();
  await ana.page.getByRole("searchbox", { name: "Search messages" }).fill("pelik");
  await ana.page.keyboard.press("Enter");
  await ana.page.getByRole("button", { name: /the word is Pelikan/ }).waitFor();
});

Deno.test("the page asks for a name, and again if somebody has it", async () => {
  await using server = await startServer();
  await using _cleo = await join(server, "cleo");
  await using client = await joinGui(server, undefined);
  await using browser = await TestBrowser.start();
  const { page } = await browser.open(client.url);
  const field = page.getByLabel("Your name");
  await field.fill("cleo");
  await field.press("Enter");
  await page.getByText("Somebody in the room has this name already").waitFor();
  await field.fill("dan");
  await field.press("Enter");
  await page.getByRole("textbox", { name: "Message to main" }).waitFor();
});

Deno.test("a second tab and a reloaded one show the same conversation", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await ana.say("first");
  await ana.sees("first");
  const other = await room.show(ana.client);
  await other.sees("first");
  await other.say("second");
  await ana.sees("second");
  await ana.page.reload();
  await ana.sees("second");
  assert.equal(await ana.list.getByText("second").count(), 1);
});

Deno.test("messages of a time without a server are sent when it is back, without a reload", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using cleo = await join(room.server, "cleo");
  await ana.sees("cleo joined");
  const { port, data, program } = room.server;
  program.kill("SIGKILL");
  await program.ended;
  await ana.page.getByRole("button", { name: "Retry now" }).waitFor();
  await ana.page.getByPlaceholder(/sent later/).waitFor();
  await ana.say("said in the dark");
  await ana.sees("Waiting to be sent");
  await using _again = await startServer({ port, data });
  // It may have come back by itself meanwhile; then there is no button any more.
  await ana.page.getByRole("button", { name: "Retry now" }).evaluateAll((buttons) => {
    for (const button of buttons) (button as unknown as { click(): void }).click();
  });
  await ana.page.getByText("Connected").waitFor();
  await cleo.message("said in the dark");
  await ana.list.getByText("Waiting to be sent").waitFor({ state: "detached" });
  assert.equal(await ana.list.getByText("said in the dark").count(), 1);
});

Deno.test("closing the last tab leaves the room", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using cleo = await join(room.server, "cleo");
  await ana.page.close();
  const left = await cleo.next("left");
  assert.deepEqual([left["name"], left["reason"]], ["ana", "quit"]);
  assert.equal((await ana.client.program.ended).code, 0);
});
