/** Many people at once: everything arrives, once, in the same order for all. */
import assert from "node:assert/strict";
import { join, type TestClient } from "../support/client.ts";
import { joinRaw, type RawClient } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";

const MESSAGES = 10_000;
const SENDERS = 4;
const LISTENERS = 16;
const SAMPLES = ["plain", "👩‍👩‍👧 🏳️‍🌈 🇩🇪", "שלום לכולם", "مرحبا بالجميع", "日本語 混ぜ", "e\u0301 नमस्ते"];

const textOf = (sender: number, index: number) =>
  `${sender}.${index} ${SAMPLES[index % SAMPLES.length]}`;
/** `3.17 שלום` → sender 3. */
const senderOf = (text: unknown) => Number(String(text).split(".")[0]);
type Line = { readonly type: string; readonly [field: string]: unknown };
const messagesOf = (lines: readonly Line[]) => lines.filter(({ type }) => type === "message");

Deno.test("ten thousand messages reach everybody else of twenty clients, once and in one order", async () => {
  await using server = await startServer({ args: ["--rate-limit", "off", "--history", "0"] });
  await using scope = new AsyncDisposableStack();
  const listeners: RawClient[] = [];
  for (let index = 0; index < LISTENERS; index++) {
    listeners.push(scope.use(await joinRaw(server, `listener ${index}`)));
  }
  const senders: TestClient[] = [];
  for (let index = 0; index < SENDERS; index++) {
    senders.push(scope.use(await join(server, `sender ${index}`)));
  }

  const perSender = MESSAGES / SENDERS;
  await Promise.all(senders.map((client, sender) => {
    const lines = Array.from({ length: perSender }, (_, index) => textOf(sender, index));
    return client.say(lines.join("\n"));
  }));
  const isLast = (line: Line) => String(line["text"]).includes(`.${perSender - 1} `);
  await Promise.all([
    ...listeners.map(async ({ lines }) => {
      for (let left = SENDERS; left > 0; left--) await lines.next(isLast);
    }),
    ...senders.map(async ({ events }) => {
      for (let left = SENDERS - 1; left > 0; left--) await events.next(isLast);
    }),
  ]);

  const order = messagesOf(listeners[0]?.lines.all ?? []).map(({ text }) => text);
  const expected = senders.flatMap((_, sender) =>
    Array.from({ length: perSender }, (_, index) => textOf(sender, index))
  );
  assert.equal(order.length, MESSAGES);
  const bySender = (text: unknown) => senderOf(text);
  const grouped = order.toSorted((a, b) => bySender(a) - bySender(b));
  assert.deepEqual(grouped, expected, "every message is there once, those of a sender in order");
  for (const { lines } of listeners) {
    assert.deepEqual(messagesOf(lines.all).map(({ text }) => text), order);
  }

  for (const [sender, client] of senders.entries()) {
    await client.leave();
    const { all } = client.events;
    const others = order.filter((text) => senderOf(text) !== sender);
    assert.deepEqual(messagesOf(all).map(({ text }) => text), others);
    assert.equal(all.filter(({ type }) => type === "sent").length, perSender);
  }
});
