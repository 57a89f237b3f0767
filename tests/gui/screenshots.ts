/**
 * `deno task screenshots`: the pictures of the window in the README. With a folder as argument,
 * pictures of all states of the window at several sizes go there, for a look at them.
 * @module
 */
import { fileURLToPath } from "node:url";
import { join } from "../support/client.ts";
import { startServer } from "../support/server.ts";
import type { Page } from "playwright-core";
import { joinRaw } from "../support/raw_client.ts";
import { offer, openTransfer } from "../support/raw_transfer.ts";
import { TestBrowser } from "./support/browser.ts";
import { joinGui } from "./support/gui_client.ts";
import { type Person, TestRoom } from "./support/room.ts";

const SIZES = { wide: [1280, 800], tablet: [820, 1180], phone: [390, 844] } as const;
const [folder] = Deno.args;
const README_FOLDER = fileURLToPath(new URL("../screens/", import.meta.url));
const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

async function shoot({ page }: Person, name: string, scheme: "light" | "dark"): Promise<void> {
  if (folder !== undefined) await shootPage(page, name, scheme);
}

async function shootPage(page: Page, name: string, scheme: "light" | "dark"): Promise<void> {
  for (const [size, [width, height]] of Object.entries(SIZES)) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.screenshot({ path: `${folder}/${name}-${size}-${scheme}.png` });
  }
}

async function shootBoth(person: Person, name: string): Promise<void> {
  for (const scheme of ["light", "dark"] as const) await shoot(person, name, scheme);
}

if (folder !== undefined) await Deno.mkdir(folder, { recursive: true });
await shootFirstCard();
await using room = await TestRoom.open({
  encrypted: true,
  args: ["--room", "Harbour office"],
});
const ana = await room.join("ana");
await shootBoth(ana, "alone");
await using ben = await join(room.server, "ben");
await using cleo = await join(room.server, "Cléo Marchand");
await ben.say("Good morning! The **new timetable** is on https://example.org/times");
await ben.say("The 7:40 ferry goes from _pier 3_ today.");
await cleo.say("Thanks @ana for the pictures yesterday ✨");
await ana.sees(/for the pictures/);
await ana.say(
  "You are welcome. Here is how I resize them:\n```\nfor f in *.png; do\n  convert $f -resize 50% small-$f\ndone\n```",
);
await ana.sees("done");
await ana.say("> Cléo Marchand: Thanks @ana for the pictures yesterday\nThere is one more:");
await ana.page.locator("input[type=file]").setInputFiles([fixture("picture.png")]);
await ana.list.locator(".picture img").waitFor();
await ana.list.getByText(/Received by .*,/).waitFor();
await ana.page.mouse.move(0, 0);
await ana.page.setViewportSize({ width: 1000, height: 640 });
await ana.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
await ana.page.screenshot({ path: `${README_FOLDER}/window.png` });
await ana.page.setViewportSize({ width: 390, height: 640 });
await ana.page.emulateMedia({ colorScheme: "dark" });
await ana.page.screenshot({ path: `${README_FOLDER}/window_narrow.png` });
await ben.say("/msg ana can you call me at ten?");
await ana.sees("can you call me");
await ben.say(`/send ${fixture("tone.mp3")}`);
await ana.list.locator("audio").waitFor();
await shootBoth(ana, "conversation");
await ana.list.evaluate((list) => list.scrollTo(0, 0));
await shoot(ana, "conversation-top", "light");
for (const sheet of ["Members", "Files"]) {
  const button = ana.page.getByRole("banner").getByRole("button", { name: sheet });
  await ana.page.setViewportSize({ width: 390, height: 844 });
  await button.click();
  await shoot(ana, `sheet-${sheet.toLowerCase()}`, "light");
  await ana.page.setViewportSize({ width: 390, height: 844 });
  await ana.page.keyboard.press("Escape");
}
await ana.page.setViewportSize({ width: 1280, height: 800 });
await ana.page.getByRole("button", { name: "Search messages" }).click();
await ana.page.getByRole("searchbox", { name: "Search messages" }).fill("ferry");
await ana.page.keyboard.press("Enter");
await ana.page.locator(".hit").waitFor();
await ana.page.getByText("Settings").click();
await shoot(ana, "search", "light");
await ana.page.getByRole("button", { name: "Search messages" }).click();
await ana.list.getByRole("button", { name: /Open the picture/ }).click();
await ana.page.getByRole("dialog").locator("img").waitFor();
await shoot(ana, "picture", "light");
await ana.page.keyboard.press("Escape");
await shootTransfers();
room.server.program.kill("SIGKILL");
await ana.page.getByRole("button", { name: "Retry now" }).waitFor();
await ana.say("I write this while the server is away");
await ana.sees("Waiting to be sent");
await shootBoth(ana, "lost");
await using _again = await startServer({
  encrypted: true,
  port: room.server.port,
  data: room.server.data,
});

async function shootFirstCard(): Promise<void> {
  if (folder === undefined) return;
  await using server = await startServer({ encrypted: true });
  await using client = await joinGui(server, undefined);
  await using browser = await TestBrowser.start();
  const { page } = await browser.open(client.url);
  await page.getByText(/first visit/).waitFor();
  await shootPage(page, "first-card", "light");
  await shootPage(page, "first-card", "dark");
}

/** A film that arrives, a file that nobody has asked for, one that failed, and a guest. */
async function shootTransfers(): Promise<void> {
  if (folder === undefined) return;
  await using dan = await joinRaw(room.server, "dan");
  const film = await Deno.readFile(fixture("long_film.webm"));
  const first = await offer(dan, { id: "1", name: "The ferry leaves.webm", size: film.length });
  using upload = await openTransfer(room.server, first.ticket);
  await upload.readLine();
  await upload.sendBytes(film.subarray(0, film.length / 2));
  await ana.list.locator("video").waitFor();
  await offer(dan, { id: "2", name: "Everything of last year.zip", size: 3_000_000_000 });
  const third = await offer(dan, { id: "3", name: "broken.bin", size: 10 });
  using broken = await openTransfer(room.server, third.ticket);
  await broken.readLine();
  await broken.sendBytes(new Uint8Array(10));
  await broken.send({ type: "digest", sha256: "0".repeat(64) });
  await ana.list.getByText(/Failed/).waitFor();
  await shootBoth(ana, "transfers");
}
