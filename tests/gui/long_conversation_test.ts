import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { startServer } from "../support/server.ts";
import { scrollToTop } from "./support/scroll.ts";
import { TestRoom } from "./support/room.ts";

Deno.test("a long conversation is read back to its beginning without being in the page", async () => {
  await using room = await TestRoom.open({ args: ["--rate-limit", "off"] });
  await using ben = await join(room.server, "ben");
  for (let at = 1; at <= 900; at++) await ben.say(`message ${at} of many`);
  await ben.next(({ type, seq }) => type === "sent" && Number(seq) > 900);
  const ana = await room.join("ana");
  await ana.sees("message 900 of many");
  await scrollToTop(ana.page, "message 1 of many");
  const rows = await ana.page.locator(".row").allInnerTexts();
  assert.ok(rows.length < 500, `${rows.length} rows`);
  const numbers = rows.flatMap((text) => /message (\d+) of/.exec(text)?.[1] ?? []).map(Number);
  const first = numbers.slice(0, 50);
  assert.deepEqual(first, Array.from({ length: 50 }, (_, at) => at + 1));
  assert.deepEqual(ana.problems, []);
});

Deno.test("what comes while one reads above is counted, and moves nothing", async () => {
  await using room = await TestRoom.open({ args: ["--rate-limit", "off"] });
  await using ben = await join(room.server, "ben");
  for (let at = 1; at <= 150; at++) await ben.say(`message ${at} of many`);
  await ben.next(({ type, seq }) => type === "sent" && Number(seq) > 150);
  const ana = await room.join("ana");
  const row = ana.list.getByText("message 90 of many");
  await row.scrollIntoViewIfNeeded();
  const before = await row.boundingBox();
  for (const text of ["one", "two", "three"]) await ben.say(text);
  const pill = ana.page.getByRole("button", { name: "To the newest message" });
  await ana.page.getByText("3 new").waitFor();
  assert.deepEqual(await row.boundingBox(), before);
  await pill.click();
  await ana.list.getByText("three").waitFor();
  await pill.waitFor({ state: "detached" });
});

Deno.test("messages missed during a break are marked", async () => {
  await using room = await TestRoom.open();
  const ana = await room.join("ana");
  await using ben = await join(room.server, "ben");
  await ana.sees("ben joined");
  const { program } = ana.client;
  program.kill("SIGSTOP");
  const { port, data, program: server } = room.server;
  server.kill("SIGTERM");
  await server.ended;
  await using _again = await startServer({ port, data });
  await ben.next(({ type, state }) => type === "link" && state === "up");
  await ben.say("said meanwhile 1");
  await ben.say("said meanwhile 2");
  await ben.next("sent");
  await ben.next("sent");
  program.kill("SIGCONT");
  await ana.sees("said meanwhile 2");
  await ana.sees("2 missed");
});
