/** Members that do not read, and more connections than the system allows. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { metricsUrl, untilMetric } from "../support/metrics.ts";
import { residentBytes } from "../support/process_facts.ts";
import { connectRaw, joinRaw, type RawClient, type RawLine } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";

const LARGE = "x".repeat(16_000);
/** More than a kernel takes for a connection whose peer does not read. */
const MESSAGES = 1_000;
const MAX_OPEN_FILES = 128;
/** With these, the strangers that a server lets wait are more than it has descriptors for. */
const MEMBERS = 50;
const isFull = ({ code }: RawLine) => code === "server_full";
const MIB = 2 ** 20;

Deno.test("a member that does not read delays nobody, is closed, and misses nothing", async () => {
  await using server = await startServer({
    args: ["--rate-limit", "off", "--history", "0"],
  });
  await using talker = await joinRaw(server, "talker");
  await using witness = await joinRaw(server, "witness");
  await using sleeper = await join(server, "sleeper");
  await sleeper.program.type("I am going to sleep");
  await sleeper.next("sent");
  const before = await residentBytes(server.program.pid);

  sleeper.program.kill("SIGSTOP");
  for (let index = 0; index < MESSAGES; index++) {
    await talker.send({ type: "say", id: String(index), text: `${index} ${LARGE}` });
    if (index % 50 === 49) await talker.next("ack", ({ id }) => id === String(index));
  }
  await witness.next("message", ({ id }) => id === String(MESSAGES - 1));
  await server.program.stdout.next((line) => /sleeper/.test(line) && !/joined/.test(line));
  const grown = await residentBytes(server.program.pid) - before;
  assert.ok(grown < 96 * MIB, `one sleeping member cost ${Math.round(grown / MIB)} MiB`);

  sleeper.program.kill("SIGCONT");
  await sleeper.message(`${MESSAGES - 1} ${LARGE}`);
  const got = sleeper.events.all.filter(({ type, from }) =>
    type === "message" && from === "talker"
  );
  assert.deepEqual(
    got.map(({ text }) => String(text).split(" ")[0]),
    Array.from({ length: MESSAGES }, (_, index) => String(index)),
  );
});

Deno.test("a server out of descriptors takes members again when some are free", async () => {
  await using server = await startServer({
    maxOpenFiles: MAX_OPEN_FILES,
    args: ["--metrics", "127.0.0.1:0"],
  });
  const url = await metricsUrl(server);
  await using ana = await joinRaw(server, "ana");
  {
    await using crowd = new AsyncDisposableStack();
    for (let index = 0; index < MEMBERS; index++) {
      crowd.use(await joinRaw(server, `member ${index}`));
    }
    const strangers: RawClient[] = [];
    for (let index = 0; index < MAX_OPEN_FILES; index++) {
      strangers.push(crowd.use(await connectRaw(server)));
    }
    await Promise.any([
      server.program.stderr.next((line) => line.includes("Too many open files")),
      ...strangers.map((stranger) => stranger.next("error", isFull)),
    ]);
    await ana.send({ type: "say", id: "1", text: "still served" });
    await ana.next("ack");
  }
  await untilMetric(url, "chat_sockets", 1);
  await using ben = await joinRaw(server, "ben");
  await ben.send({ type: "say", id: "1", text: "welcome back" });
  await ana.next("message", ({ text }) => text === "welcome back");
});
