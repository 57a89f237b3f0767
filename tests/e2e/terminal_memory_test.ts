import assert from "node:assert/strict";
import { paneTest } from "../support/pane.ts";
import { residentBytes } from "../support/process_facts.ts";
import { joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { joinPane } from "../support/terminal_client.ts";

/** Measured: 2 MiB. A client that kept its rows would have 300 bytes and more of each message. */
const MOST_GROWTH_BYTES = 12 * 1024 * 1024;
const BATCH = 500;

paneTest("chat join keeps nothing of messages that have gone by", async () => {
  await using server = await startServer({ args: ["--rate-limit", "off"] });
  await using ana = await joinPane(server, "ana");
  const pid = await ana.program();
  const hear = async (first: number, end: number) => {
    await using bot = await joinRaw(server, `bot${first}`);
    for (let at = first; at < end; at += BATCH) {
      const numbers = Array.from({ length: BATCH }, (_, index) => at + index);
      const id = (number: number) => `0123456789abcdef-${number}`;
      const text = (number: number) => `message number ${number} with some words as people write`;
      await bot.send(...numbers.map((n) => ({ type: "say", id: id(n), text: text(n) })));
      await bot.next("ack", (ack) => ack["id"] === id(at + BATCH - 1));
    }
    await ana.until(`message number ${end - 1} `);
  };
  await hear(0, 20_000);
  const before = await residentBytes(pid);
  await hear(20_000, 70_000);
  const growth = await residentBytes(pid) - before;
  assert.ok(growth <= MOST_GROWTH_BYTES, `grew by ${growth} bytes`);
});
