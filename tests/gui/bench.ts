/**
 * `deno task bench:gui`: how fast the window is with a long conversation. Prints one line per figure and its goal.
 * @module
 */
import type { Page } from "playwright-core";
import { join } from "../support/client.ts";
import { TestRoom } from "./support/room.ts";
import { joinGui } from "./support/gui_client.ts";
import { scrollToTop } from "./support/scroll.ts";

const MESSAGES = 10_000;
const KEYS = 200;
const PER_SECOND = 50;

function report(what: string, value: number, goal: number, unit = "ms"): void {
  const shown = `${Math.round(value * 10) / 10} ${unit}`;
  console.log(`${what.padEnd(58)} ${shown.padStart(10)}   goal ≤ ${goal} ${unit}`);
}

/** Milliseconds from the start of the page's load until a message was there to be painted. */
function firstMessageMs(page: Page): Promise<number> {
  return page.evaluate(() =>
    new Promise<number>((resolve) => {
      const { document, requestAnimationFrame } = globalThis as unknown as {
        document: { querySelector(selector: string): unknown };
        requestAnimationFrame(callback: () => void): void;
      };
      const look = () =>
        document.querySelector(".said") === null
          ? requestAnimationFrame(look)
          : resolve(performance.now());
      look();
    })
  );
}

/** Types keys one after the other; milliseconds from each key to the frame that shows it. */
async function typingMs(page: Page, keys: number): Promise<number[]> {
  await page.evaluate(() => {
    const scope = globalThis as unknown as {
      delays: number[];
      requestAnimationFrame(callback: () => void): void;
    };
    scope.delays = [];
    addEventListener("keydown", () => {
      const at = performance.now();
      scope.requestAnimationFrame(() =>
        setTimeout(() => scope.delays.push(performance.now() - at))
      );
    }, { capture: true });
  });
  for (let at = 0; at < keys; at++) await page.keyboard.type("x", { delay: 20 });
  return await page.evaluate(() => (globalThis as unknown as { delays: number[] }).delays);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? NaN;
}

await using room = await TestRoom.open({ args: ["--rate-limit", "off"] });
await using ben = await join(room.server, "ben");
for (let at = 1; at <= MESSAGES; at++) {
  await ben.say(`message ${at} of many, with **some** words and a \`name\` in it`);
}
await ben.next(({ type, seq }) => type === "sent" && Number(seq) > MESSAGES);
await using client = await joinGui(room.server, "ana");
const { page } = await room.browser.open(client.url);
report(`first messages shown, of ${MESSAGES}`, await firstMessageMs(page), 500);

const started = performance.now();
await scrollToTop(page, "message 1 of many");
report(`scrolled up through all ${MESSAGES}`, performance.now() - started, 60_000);
report("rows in the page then", await page.locator(".row").count(), 500, "rows");
await page.getByRole("log").evaluate((list) => list.scrollTo(0, list.scrollHeight));

let isOver = false;
const talking = (async () => {
  for (let at = 0; !isOver; at++) {
    await ben.say(`live ${at}`);
    await new Promise((resolve) => setTimeout(resolve, 1000 / PER_SECOND));
  }
})();
await page.getByRole("textbox", { name: /Message to/ }).focus();
const delays = await typingMs(page, KEYS);
isOver = true;
await talking;
report(`typing, p50, ${PER_SECOND} messages/s arriving`, percentile(delays, 0.5), 50);
report(`typing, p95, ${PER_SECOND} messages/s arriving`, percentile(delays, 0.95), 50);
