/** Many who do not read, and a few who talk. */
import { STALL_MS } from "../../server/session/silence.ts";
import assert from "node:assert/strict";
import { MAX_TEXT_BYTES, SWEEP_MS } from "../../protocol/limits.ts";
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
const P99_MS = 250;
const LIFE_MS = 5 * 60_000;

Deno.test(`${STALLED} members who do not read are closed, and ${LIVE + 2} others talk on`, async () => {
  const args = ["--rate-limit", "off", "--history", "0"];
  await using server = await startServer({ args, lifeMs: LIFE_MS });
  await using bystanders = await Bystanders.start({ port: server.port });
  await using scope = new AsyncDisposableStack();
  const live = [];
  for (let index = 0; index < LIVE; index++) {
    const member = scope.use(await connectRaw(server, LIFE_MS));
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
    3 * STALL_MS,
    () => `${closed()} of ${STALLED} were closed`,
  );
  const tookMs = performance.now() - saidAt;
  for (const member of live.slice(1)) {
    await member.next("message", ({ id }) => id === `n${MESSAGES - 1}`);
  }
  const grown = await residentBytes(server.program.pid) - before;
  const { sent, faults, p99Ms, lateP99Ms } = await bystanders.verdict();
  console.log(
    `${STALLED} stalled: all closed ${Math.round(tookMs)} ms after the last message, memory +${
      Math.round(grown / MIB)
    } MiB; ` +
      `${sent} messages of bystanders, p99 ${p99Ms.toFixed(1)} ms (the machine alone: ${
        lateP99Ms.toFixed(1)
      } ms)`,
  );
  assert.deepEqual(faults, []);
  assert.ok(tookMs <= STALL_MS + 5 * SWEEP_MS);
  assert.ok(p99Ms <= P99_MS + lateP99Ms);
  assert.ok(grown <= STALLED * PER_STALLED_BYTES + TALK_BYTES);
});
