/**
 * More of everything than anybody needs.
 *
 * That a thousand members come back at once after a restart is shown by the fault laboratory (tests/fault/stampede_test.ts), as
 * are 200 that do not read (tests/fault/stalled_test.ts); one such member by tests/e2e/overload_test.ts.
 */
import { RATE_BURST } from "../../server/base/budgets.ts";
import { MAX_PENDING } from "../../server/base/limit_table.ts";
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import { sleep } from "../../protocol/sleep.ts";
import { connect, connectRaw, joinRaw } from "../support/raw_client.ts";
import { type Attack, attacks } from "./support/lab.ts";
import { breakOff, bytesOf } from "./support/tell.ts";

/** So long that nobody who is silent has to make room for anybody. */
const PATIENT = ["--hello-timeout", "600s"];
const CROWD = 4;
const VISITS = 50;
/** Together 100 visits in a second, if they took no time. */
const PAUSE_MS = 40;

const FLOODS: Readonly<Record<string, Attack>> = {
  "coming and going 100 times a second": async (lab) => {
    const visitors = Array.from({ length: CROWD }, async () => {
      for (let index = 0; index < VISITS; index++) {
        await lab.visit(() => sleep(PAUSE_MS), { history: 0 });
      }
    });
    await Promise.all(visitors);
  },
  "coming, and being cut off, 100 times": async (lab) => {
    for (let index = 0; index < 100; index++) await breakOff(lab.server, lab.name(), "");
  },
  "places that are held without a word": async (lab) => {
    await using silent = new AsyncDisposableStack();
    for (let index = 0; index < MAX_PENDING + 20; index++) {
      silent.use(await connectRaw(lab.server));
    }
    await lab.visit(() => Promise.resolve());
  },
  "500 connections one after the other that say nothing": async (lab) => {
    for (let index = 0; index < 500; index++) (await connect(lab.server)).close();
  },
};

const LOOKS: readonly object[] = [
  { type: "history", before: 2 ** 40, limit: 100 },
  { type: "search", words: "x".repeat(200) },
  { type: "search", words: "a b c d e f g h" },
  { type: "files" },
  { type: "info" },
  { type: "whois", name: "bystander ana" },
];

/** 1,000 requests in one write, of which the answers are not awaited, by one who then goes. */
const flood = (asked: readonly object[]): Attack => async (lab) => {
  await using eve = await lab.join();
  const thousand = Array.from(
    { length: 1_000 },
    (_, index) => asked[index % asked.length] as object,
  );
  await eve.sendBytes(bytesOf(thousand.map((line) => JSON.stringify(line)).join("\n") + "\n"));
  // As many as the rate lets through at once.
  for (let answers = 0; answers < RATE_BURST; answers++) {
    await eve.lines.next(({ type }) =>
      ["history", "found", "files", "info", "whois"].includes(type)
    );
  }
};

for (const encrypted of [false, true]) {
  const how = encrypted ? "TLS" : "plain";
  attacks(`floods of connections (${how})`, { encrypted, args: PATIENT }, FLOODS);
}

attacks("floods of requests", { args: ["--history", "50"] }, {
  "1,000 pages of history": flood(LOOKS.slice(0, 1)),
  "1,000 searches for what is hard to find": flood(LOOKS.slice(1, 3)),
  "1,000 questions of all kinds": flood(LOOKS),
  "1,000 messages that nobody has a right to": flood([
    ...LOOKS,
    { type: "say", id: "to", to: "nobody", text: "x".repeat(1_000) },
    { type: "moderate", id: "op", action: "kick", name: "bystander ana" },
  ]),
});

attacks("floods of requests without a rate", { args: ["--rate-limit", "off"] }, {
  "1,000 looks of all kinds, unread": async (lab) => {
    using conn = await connect(lab.server);
    await conn.write(bytesOf({ type: "hello", protocol: 1, name: lab.name(), history: 0 }));
    const asked = Array.from(
      { length: 1_000 },
      (_, index) => JSON.stringify(LOOKS[index % LOOKS.length]),
    );
    await conn.write(bytesOf(asked.join("\n") + "\n"));
    await using witness = await joinRaw(lab.server, lab.name());
    await witness.send({ type: "ping" }, { type: "leave" });
    await witness.closed;
  },
  "words that fill the index, and a search for all of them": (lab) =>
    lab.visit(async (eve) => {
      for (let index = 0; index < 200; index++) {
        await eve.send({ type: "say", id: `x${index}`, text: "xy".repeat(MAX_TEXT_BYTES / 2) });
      }
      await eve.next("ack", ({ id }) => id === "x199");
      for (const words of ["xyx".repeat(60), "xyz yxy", "xx"]) {
        await eve.send({ type: "search", words });
        await eve.next("found");
      }
    }),
});
