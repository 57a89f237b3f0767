import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { join } from "../support/client.ts";
import { startServer } from "../support/server.ts";
import { CHECKED, findings } from "./support/accessibility.ts";
import { TestBrowser } from "./support/browser.ts";
import { joinGui } from "./support/gui_client.ts";
import { TestRoom } from "./support/room.ts";

const picture = fileURLToPath(new URL("fixtures/picture.png", import.meta.url));

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`an accessibility check has no serious findings in the ${colorScheme} theme`, async () => {
    await using room = await TestRoom.open();
    await using stranger = await joinGui(room.server, undefined);
    const card = await room.browser.open(stranger.url, { colorScheme, ...CHECKED });
    await card.page.getByLabel("Your name").waitFor();
    assert.deepEqual(await findings(card.page), []);
    const ana = await room.join("ana", { colorScheme, ...CHECKED });
    assert.deepEqual(await findings(ana.page), []);
    await using ben = await join(room.server, "ben");
    await using _guest = await join(room.server, "cleo", {
      env: { XDG_CONFIG_HOME: "/dev/null/none" },
    });
    await ana.page.getByText("guest", { exact: true }).waitFor();
    await ben.say("hello @ana, **this** is `code` and https://example.org/");
    await ana.sees("this");
    await ana.say("> ben: hello @ana\n```\ncode block\n```");
    await ana.say("/nonsense");
    await ana.page.getByRole("alert").getByText(/Unknown command/).waitFor();
    await ana.page.locator("input[type=file]").setInputFiles([picture]);
    await ana.list.locator(".picture img").waitFor();
    await ana.list.getByText(/Received by .*ben/).waitFor();
    await ana.page.getByText("Settings").click();
    await ana.page.getByRole("button", { name: "Search messages" }).click();
    assert.deepEqual(await findings(ana.page), []);
    await ana.list.getByRole("button", { name: /Open the picture/ }).click();
    await ana.page.getByRole("dialog").waitFor();
    assert.deepEqual(await findings(ana.page), []);
    await ana.page.keyboard.press("Escape");
    await ana.page.setViewportSize({ width: 390, height: 844 });
    await ana.page.getByRole("banner").getByRole("button", { name: "Members" }).click();
    room.server.program.kill("SIGKILL");
    await ana.page.getByRole("button", { name: "Retry now" }).waitFor({ state: "attached" });
    assert.deepEqual(await findings(ana.page), []);
  });
}

Deno.test("the keyboard alone does everything, in reading order", async () => {
  await using server = await startServer();
  await using ben = await join(server, "ben");
  await using client = await joinGui(server, undefined);
  await using browser = await TestBrowser.start();
  const { page, problems } = await browser.open(client.url);
  const { keyboard } = page;
  await page.getByLabel("Your name").waitFor();
  await keyboard.type("ana");
  await keyboard.press("Enter");
  const composer = page.getByRole("textbox", { name: "Message to main" });
  await composer.waitFor();
  await keyboard.type("@be");
  await page.getByRole("option", { name: "ben" }).waitFor();
  await keyboard.press("Tab");
  await keyboard.type("hi");
  await keyboard.press("Enter");
  await ben.message("@ben hi");
  await ben.say("answer me");
  await page.getByRole("log").getByText("answer me").waitFor();

  const focused = () =>
    page.evaluate(() => {
      const element = (globalThis as unknown as {
        document: {
          activeElement: { getAttribute(name: string): string | null; innerText: string };
        };
      }).document.activeElement;
      return element.getAttribute("aria-label") ?? element.innerText;
    });
  const order: string[] = [];
  for (let at = 0; at < 16; at++) {
    await keyboard.press("Tab");
    order.push(await focused());
  }
  const wanted = ["Emoji", "Send", "ben", "Private message to ben", "Settings"];
  assert.deepEqual(order.filter((name) => wanted.includes(name)).slice(0, wanted.length), wanted);

  const tabTo = async (name: string) => {
    for (let at = 0; at < 40 && await focused() !== name; at++) await keyboard.press("Tab");
    assert.equal(await focused(), name);
  };
  await tabTo("Search messages");
  await keyboard.press("Enter");
  await page.getByRole("searchbox", { name: "Search messages" }).waitFor();
  await keyboard.type("answer");
  await keyboard.press("Enter");
  await page.getByRole("button", { name: /answer me/ }).waitFor();
  await keyboard.press("Escape");
  await page.getByRole("searchbox", { name: "Search messages" }).waitFor({ state: "detached" });
  await tabTo("Reply");
  await keyboard.press("Enter");
  assert.match(await composer.inputValue(), /^> /);
  assert.deepEqual(problems, []);
});

Deno.test("German people read German, and texts twice as large still fit a phone", async () => {
  await using room = await TestRoom.open();
  await using client = await joinGui(room.server, "ana");
  const { page } = await room.browser.open(client.url, {
    locale: "de-AT",
    viewport: { width: 390, height: 844 },
  });
  await page.getByRole("textbox", { name: "Nachricht an main" }).waitFor();
  await page.evaluate(() => {
    const { document } = globalThis as unknown as {
      document: { documentElement: { style: { fontSize: string } } };
    };
    document.documentElement.style.fontSize = "30px";
  });
  const [content, window] = await page.evaluate(() => {
    const { document } = globalThis as unknown as {
      document: { documentElement: { scrollWidth: number; clientWidth: number } };
    };
    return [document.documentElement.scrollWidth, document.documentElement.clientWidth];
  });
  assert.equal(content, window);
});

Deno.test("the title counts what came while one looks elsewhere", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using ben = await join(room.server, "ben");
  await ana.sees("ben joined");
  await ana.page.evaluate(() => {
    const { document } = globalThis as unknown as { document: EventTarget & object };
    Object.defineProperty(document, "hasFocus", { value: () => false });
    dispatchEvent(new Event("blur"));
  });
  await ben.say("one");
  await ben.say("two");
  await ana.page.waitForFunction(() =>
    (globalThis as unknown as { document: { title: string } }).document.title === "(2) main – chat"
  );
  await ana.sees("2 new");
});
