/** Many who do not read, and a few who talk. */
import assert from "node:assert/strict";
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import { residentBytes } from "../support/process_facts.ts";
import { connect, connectRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { encodeLine } from "../../protocol/lines.ts";
import { Bystanders } from "../support/bystanders.ts";
import { until } from "../support/until.ts";
import { IS_LONG } from "./lab/scale.ts";

const MIB = 2 ** 20;
const STALLED = IS_LONG ? 200 : 20;
const LIVE = 18;
/** More than a kernel takes for a connection whose peer does not read. */
const MESSAGES = 1_000;
const PER_STALLED_BYTES = 2 * MIB;
/** Memory that the talk itself may cost: the tail of the log, and what the runtime has not collected yet. */
const TALK_BYTES = 96 * MIB;

Deno.test(`${STALLED} members who do not read are closed, and ${LIVE + 2} others talk on`, async () => {
  const args = ["--rate-limit", "off", "--history", "0"];
  await using server = await startServer({ args });
  await using bystanders = await Bystanders.start(server);
  await using scope = new AsyncDisposableStack();
  const live = [];
  for (let index = 0; index < LIVE; index++) {
    const member = scope.use(await connectRaw(server));
    await member.hello(`live ${index}`);
    live.push(member);
  }
  const before = await residentBytes(server.program.pid);
  for (let index = 0; index < STALLED; index++) {
    const conn = await connect(server);
    scope.defer(() => conn.close());
    await conn.write(encodeLine({ type: "hello", protocol: 1, name: `stalled ${index}` }));
  }
  const [talker] = live;
  const text = "x".repeat(MAX_TEXT_BYTES);
  for (let index = 0; index < MESSAGES; index++) {
    await talker?.send({ type: "say", id: `n${index}`, text });
    if (index % 20 === 19) await talker?.next("ack", ({ id }) => id === `n${index}`);
  }
  const saidAt = performance.now();
  const { stdout } = server.program;
  const closed = () =>
    stdout.all.filter((line) => /^stalled/.test(line) && !/joined/.test(line)).length;
  await until(
    () => closed() >= STALLED,
    () => `${closed()} of ${STALLED} were closed`,
  );
  const tookMs = performance.now() - saidAt;
  for (const member of live.slice(1)) {
    await member.next("message", ({ id }) => id === `n${MESSAGES - 1}`);
  }
  const grown = await residentBytes(server.program.pid) - before;
  const noticed = await bystanders.unharmed();
  console.log(
    `${STALLED} stalled: all closed ${Math.round(tookMs)} ms after the last message, memory ` +
      `+${Math.round(grown / MIB)} MiB; ${noticed}`,
  );
  assert.ok(grown <= STALLED * PER_STALLED_BYTES + TALK_BYTES);
});
