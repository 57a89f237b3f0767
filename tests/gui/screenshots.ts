/**
 * `deno task screenshots`: the pictures of the window in the README. With a folder as argument, pictures of all states of the
 * window at several sizes go there, for a look at them.
 * @module
 */
import { fileURLToPath } from "node:url";
import { join } from "../support/client.ts";
import { startServer } from "../support/server.ts";
import { type Person, TestRoom } from "./support/room.ts";

const SIZES = { wide: [1280, 800], tablet: [820, 1180], phone: [390, 844] } as const;
const [folder] = Deno.args;
const README_FOLDER = fileURLToPath(new URL("../screens/", import.meta.url));
const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

async function shoot({ page }: Person, name: string, scheme: "light" | "dark"): Promise<void> {
  if (folder === undefined) return;
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
await using room = await TestRoom.open({ args: ["--room", "Harbour office"] });
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
room.server.program.kill("SIGKILL");
await ana.page.getByRole("button", { name: "Retry now" }).waitFor();
await ana.say("I write this while the server is away");
await ana.sees("Waiting to be sent");
await shootBoth(ana, "lost");
await using _again = await startServer({ port: room.server.port, data: room.server.data });
