import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { join } from "../support/client.ts";
import type { PageGlobals } from "./support/page_elements.ts";
import { type Person, TestRoom } from "./support/room.ts";

Deno.test("what is refused at once stays in the box, with the reason", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using ben = await join(room.server, "ben");
  await ana.sees("ben joined");
  const cases: [text: string, reason: RegExp][] = [
    ["x".repeat(16_385), /16,385 bytes, and a message at most 16,384/],
    ["ö".repeat(100_000), /200,000 bytes, and a message at most 16,384/],
    ["/me " + "x".repeat(16_385), /16,385 bytes/],
    ["/home/g/build.log says:", /Unknown command/],
    ["!important: meeting at 5pm", /Unknown command/],
    ["/msg ben", /Usage/],
    ["/nick [a]", /name/],
    ["/quit is the command to leave", /takes nothing after it/],
  ];
  for (const [text, reason] of cases) {
    await ana.say(text);
    await ana.page.getByRole("alert").getByText(reason).waitFor();
    assert.equal(await ana.composer.inputValue(), text);
  }
  await ana.say("!important: meeting at 5pm");
  await ana.page.getByRole("button", { name: "Send as text" }).click();
  await ben.message("!important: meeting at 5pm");
  const messages = ben.events.all.filter(({ type }) => type === "message");
  assert.equal(messages.length, 1);
  await ana.page.getByRole("alert").getByText("Unknown").waitFor({ state: "detached" });
  assert.equal(await ana.composer.inputValue(), "");
});

Deno.test("a paste of several lines is a text, whatever it begins with", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using ben = await join(room.server, "ben");
  await ana.sees("ben joined");
  const text = "/quit is the command to leave\n/help lists all\nthe rest";
  await pasteText(ana, `${text}\n`);
  await ana.composer.press("Enter");
  await ben.message(text);
  await pasteText(ana, "/help\n");
  await ana.composer.press("Enter");
  await ana.sees(/list the commands/);
  // Beginning with a command that was typed, it is what the command takes.
  await ana.composer.pressSequentially("/msg ben ");
  await pasteText(ana, "one\ntwo");
  await ana.composer.press("Enter");
  assert.equal((await ben.message("one\ntwo"))["to"], "ben");
});

/** Through the clipboard, as people do. */
async function pasteText({ page, composer }: Person, text: string): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((copied) => {
    const { navigator } = globalThis as unknown as PageGlobals;
    return navigator.clipboard.writeText(copied);
  }, text);
  await composer.press("Control+v");
}

Deno.test("the box keeps its text until there is an answer, and a second text begins anew", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using ben = await join(room.server, "ben");
  await ana.sees("ben joined");
  const { program } = ana.client;
  program.kill("SIGSTOP");
  await ana.say("first");
  assert.equal(await ana.composer.inputValue(), "first");
  await ana.composer.press("Enter");
  await ana.composer.pressSequentially("second");
  assert.equal(await ana.composer.inputValue(), "second");
  const waiting = ana.page.getByRole("list", { name: "Not sent" });
  await waiting.getByText("first").waitFor();
  program.kill("SIGCONT");
  await ben.message("first");
  await waiting.waitFor({ state: "detached" });
  assert.equal(await ana.composer.inputValue(), "second");
  await ana.composer.press("Enter");
  await ben.message("second");
  await ana.sees("second");
  assert.equal(await ana.composer.inputValue(), "");
  assert.equal(await ana.list.getByText("first").count(), 1);
});

Deno.test("what is refused while something else is written comes back after it", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using ben = await join(room.server, "ben");
  await ana.sees("ben joined");
  const { program } = ana.client;
  program.kill("SIGSTOP");
  await ana.say("/nonsense");
  await ana.composer.pressSequentially("second");
  program.kill("SIGCONT");
  const held = ana.page.getByRole("list", { name: "Not sent" });
  await held.getByText(/Unknown command/).waitFor();
  assert.equal(await ana.composer.inputValue(), "second");
  await ana.composer.press("Enter");
  await ben.message("second");
  await ana.page.getByRole("alert").getByText(/Unknown command/).waitFor();
  assert.equal(await ana.composer.inputValue(), "/nonsense");
  assert.equal(await held.count(), 0);
});

Deno.test("what was on its way when the page lost its process is said once, whatever arrived", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using ben = await join(room.server, "ben");
  const { page } = await room.browser.open("about:blank");
  const cut = await cutAnswers(page);
  await page.goto(ana.client.url);
  const composer = page.getByRole("textbox", { name: "Message to main" });
  await composer.fill("only once");
  await composer.press("Enter");
  await ben.message("only once");
  await cut();
  await page.getByText("chat has ended").waitFor({ state: "detached" });
  await composer.fill("and then this");
  await composer.press("Enter");
  await ben.message("and then this");
  const texts = ben.events.all.filter(({ type }) => type === "message").map(({ text }) => text);
  assert.deepEqual(texts, ["only once", "and then this"]);
  await page.getByRole("list", { name: "Not sent" }).waitFor({ state: "detached" });
});

/** Keeps the first answer of the process from the page. Returns what cuts the connection then. */
async function cutAnswers(page: Page): Promise<() => Promise<void>> {
  const swallowed = Promise.withResolvers<() => Promise<void>>();
  let isFirst = true;
  await page.routeWebSocket("**/channel", (socket) => {
    const server = socket.connectToServer();
    const isCut = isFirst;
    isFirst = false;
    server.onMessage((message) => {
      if (!isCut || !String(message).includes('"type":"answer"')) return socket.send(message);
      swallowed.resolve(() => socket.close({ code: 1001 }));
    });
  });
  return async () => await (await swallowed.promise)();
}

Deno.test("each tab has its own box, and both keep it while the server is away", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  const other = await room.show(ana.client);
  room.server.program.kill("SIGKILL");
  await ana.page.getByRole("button", { name: "Retry now" }).waitFor();
  await ana.composer.fill("in one tab");
  await other.say("x".repeat(20_000));
  await other.page.getByRole("alert").getByText(/20,000 bytes/).waitFor();
  assert.equal(await ana.composer.inputValue(), "in one tab");
  assert.equal(await other.composer.inputValue(), "x".repeat(20_000));
  await ana.page.reload();
  assert.equal(await ana.composer.inputValue(), "in one tab");
});

Deno.test("what is in the box when the room is over stays readable, and so does what was not sent", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana", { args: ["--reconnect", "1"] });
  room.server.program.kill("SIGKILL");
  await ana.page.getByRole("button", { name: "Retry now" }).waitFor();
  await ana.say("said in the dark");
  await ana.sees("said in the dark");
  await ana.composer.fill("half a sen");
  await ana.page.getByText("The conversation stays here").waitFor();
  assert.equal(
    await ana.page.getByRole("textbox", { name: "Not sent" }).inputValue(),
    "half a sen",
  );
  await ana.list.getByText("Not sent").waitFor();
});
