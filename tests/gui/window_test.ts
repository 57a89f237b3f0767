import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { join } from "../support/client.ts";
import { startServer } from "../support/server.ts";
import { TestBrowser } from "./support/browser.ts";
import { joinGui } from "./support/gui_client.ts";
import type { PageGlobals } from "./support/page_elements.ts";
import { TestRoom } from "./support/room.ts";

Deno.test("files that are dropped together are shared in their order, whatever their sizes", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using ben = await join(room.server, "ben", { args: ["--accept", "all"] });
  await ana.sees("ben joined");
  const sizes = [3_000_000, 10, 500_000, 0, 20, 100_000, 1];
  await ana.page.evaluate((wanted) => {
    const { DataTransfer, DragEvent, File, document } = globalThis as unknown as PageGlobals;
    const data = new DataTransfer();
    wanted.forEach((size, at) => data.items.add(new File([new Uint8Array(size)], `${at}.bin`)));
    const init = { dataTransfer: data, bubbles: true, cancelable: true };
    const over = new DragEvent("dragover", init);
    document.body.dispatchEvent(over);
    if (!over.defaultPrevented) throw new Error("Nothing can be dropped here");
    document.body.dispatchEvent(new DragEvent("drop", init));
  }, sizes);
  const shared: unknown[] = [];
  while (shared.length < sizes.length) shared.push(await ben.next("file"));
  const facts = shared.map((event) => {
    const { name, size } = event as { name: string; size: number };
    return [name, size];
  });
  assert.deepEqual(facts, sizes.map((size, at) => [`${at}.bin`, size]));
  assert.deepEqual(await ana.list.locator(".file-name").allInnerTexts(), [
    ...sizes.map((_, at) => `${at}.bin`),
  ]);
});

Deno.test("files that wait for their turn are seen, and need not be shared after all", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using _ben = await join(room.server, "ben", { args: ["--accept", "all"] });
  await ana.sees("ben joined");
  const held = Promise.withResolvers<void>();
  await ana.page.route("**/outgoing/*", async (route) => {
    await held.promise;
    await route.continue();
  });
  const file = (name: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(name) });
  await ana.page.locator("input[type=file]").setInputFiles(["1", "2", "3"].map(file));
  const waiting = ana.list.locator(".file").filter({ hasText: "Waiting for its turn" });
  await waiting.filter({ hasText: "3" }).waitFor();
  await waiting.filter({ hasText: "2" }).getByRole("button", { name: "Cancel" }).click();
  held.resolve();
  await ana.list.getByText("Received by ben").nth(1).waitFor();
  assert.deepEqual(await ana.list.locator(".file-name").allInnerTexts(), ["1", "3"]);
});

Deno.test("a picture that is pasted is shared and shown", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  const ben = await room.join("ben");
  await ana.composer.focus();
  await ana.page.evaluate(async () => {
    const { ClipboardEvent, DataTransfer, File, document } = globalThis as unknown as PageGlobals;
    const canvas = document.createElement("canvas");
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    const data = new DataTransfer();
    data.items.add(new File([blob], "image.png", { type: "image/png" }));
    const init = { clipboardData: data, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", init));
  });
  for (const person of [ana, ben]) await person.list.locator(".picture img").waitFor();
  assert.equal(await ana.composer.inputValue(), "");
  // Text that is pasted is text.
  await ana.composer.fill("");
  await ana.composer.evaluate((field) => {
    const { DataTransfer, ClipboardEvent } = globalThis as unknown as PageGlobals;
    const data = new DataTransfer();
    data.setData("text/plain", "words");
    const init = { clipboardData: data, bubbles: true, cancelable: true };
    const event = new ClipboardEvent("paste", init);
    (field as unknown as EventTarget).dispatchEvent(event);
    if (event.defaultPrevented) throw new Error("Text was taken for a file");
  });
});

Deno.test("who allows it is notified while looking elsewhere, silently unless sound is wanted", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana", { permissions: ["notifications"] });
  await using ben = await join(room.server, "ben");
  await ana.sees("ben joined");
  await ana.page.evaluate(() => {
    const page = globalThis as unknown as PageGlobals;
    page.told = [];
    page.Notification = class {
      static permission = "granted";
      static requestPermission = () => Promise.resolve("granted");
      constructor(title: string, { body }: { body: string }) {
        page.told.push(`${title}: ${body}`);
      }
      close() {}
    };
    page.AudioContext = class {
      constructor() {
        page.told.push("a sound");
        throw new Error("No sound in this test");
      }
    };
  });
  const told = () => ana.page.evaluate(() => (globalThis as unknown as PageGlobals).told);
  const look = (isHere: boolean) =>
    ana.page.evaluate((hasFocus) => {
      const { document } = globalThis as unknown as PageGlobals;
      Object.defineProperty(document, "hasFocus", { value: () => hasFocus, configurable: true });
      dispatchEvent(new Event(hasFocus ? "focus" : "blur"));
    }, isHere);

  await look(false);
  await ben.say("not asked for");
  await ana.sees("not asked for");
  assert.deepEqual(await told(), []);
  await ana.page.getByText("Settings").click();
  const sound = ana.page.getByLabel("Play a sound");
  assert.equal(await sound.isChecked(), false);
  await ana.page.getByLabel("Notify me").check();
  await ben.say("hello **ana**");
  await ana.sees("hello");
  await ben.say("/me waves");
  await ana.sees("waves");
  assert.deepEqual(await told(), ["main: ben: hello **ana**", "main: ben: waves"]);
  await look(true);
  await ben.say("seen");
  await ana.sees("seen");
  assert.equal((await told()).length, 2);
});

Deno.test("who may not be notified is told so", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await ana.page.evaluate(() => {
    const page = globalThis as unknown as PageGlobals;
    page.Notification = {
      permission: "denied",
      requestPermission: () => Promise.resolve("denied"),
    };
  });
  await ana.page.getByText("Settings").click();
  await ana.page.getByLabel("Notify me").click();
  await ana.page.getByText(/does not allow the page to notify you/).waitFor();
  assert.equal(await ana.page.getByLabel("Notify me").isChecked(), false);
});

Deno.test("guests and people who dropped out are marked in words", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using _ben = await join(room.server, "ben");
  // Without a folder for its key, nothing vouches for cleo.
  const cleo = await join(room.server, "cleo", { env: { XDG_CONFIG_HOME: "/dev/null/none" } });
  const members = ana.page.getByRole("region", { name: "Members" }).getByRole("listitem");
  await members.filter({ hasText: "cleo" }).getByText("guest").waitFor();
  assert.equal(await members.filter({ hasText: "ben" }).getByText("guest").count(), 0);
  assert.equal(await members.getByRole("img", { name: "here" }).count(), 3);
  // One more sees the guest in `welcome`.
  const dan = await room.join("dan");
  await dan.page.getByRole("listitem").filter({ hasText: "cleo" }).getByText("guest").waitFor();
  cleo.program.kill("SIGKILL");
  await ana.list.getByText("cleo lost the connection").waitFor({ timeout: 30_000 });
  await members.filter({ hasText: "cleo" }).getByText("connection lost").waitFor();
  await cleo[Symbol.asyncDispose]();
});

Deno.test("a plain connection is called so for as long as the window is open", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  const badge = ana.page.getByRole("banner").getByText("not encrypted");
  await badge.waitFor();
  room.server.program.kill("SIGKILL");
  await ana.page.getByRole("button", { name: "Retry now" }).waitFor();
  assert.ok(await badge.isVisible());
});

Deno.test("the first card shows whom one is about to join, and the room says it again", async () => {
  await using server = await startServer({ encrypted: true });
  await using client = await joinGui(server, undefined);
  await using browser = await TestBrowser.start();
  const { page } = await browser.open(client.url);
  const card = page.getByRole("main");
  await card.getByText(server.address).waitFor();
  await card.getByText(/Encrypted.*first visit/).waitFor();
  const fingerprint = await card.locator("code").innerText();
  assert.match(fingerprint, /^[\w-]{43}$/);
  const invite = server.program.stdout.all.find((line) => line.includes("#")) ?? "";
  assert.ok(invite.includes(`#${fingerprint}`), invite);
  await page.getByLabel("Your name").fill("ana");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "main" }).waitFor();
  await page.getByRole("complementary").getByText(fingerprint).waitFor();
  assert.equal(await page.getByText("not encrypted").count(), 0);
});

Deno.test("the first card says that a plain connection can be read by everybody", async () => {
  await using server = await startServer();
  await using client = await joinGui(server, undefined);
  await using browser = await TestBrowser.start();
  const { page } = await browser.open(client.url);
  await page.getByText("not encrypted").waitFor();
  await page.getByText("Everybody on the network can read this").waitFor();
});

Deno.test("German people read in German why something failed", async () => {
  await using room = await TestRoom.open({ args: ["--max-file", "1MiB"] });
  const ana = await room.join("ana", { locale: "de-DE" });
  await ana.say("/nonsense");
  await ana.page.getByRole("alert").getByText(/Dieser Befehl ist so nicht/).waitFor();
  await ana.say("/info");
  await ana.sees(/1 Mitglieder.*unverschlüsselt/s);
  room.server.program.kill("SIGKILL");
  await ana.page.getByText("Die Verbindung ist abgerissen.").waitFor();
  await ana.page.getByRole("button", { name: "Jetzt versuchen" }).waitFor();
});
