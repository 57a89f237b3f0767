/** A long time with one fault after the other. */
import { TAIL_BYTES } from "../../server/log/room_log.ts";
import { DEFAULT_HISTORY } from "../../server/process/options.ts";
import assert from "node:assert/strict";
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import { sleep } from "../../protocol/sleep.ts";
import { openDescriptors } from "../support/process_facts.ts";
import type { Plan } from "../support/chaos_pipe.ts";
import { Crowd } from "./lab/crowd.ts";
import { Member } from "../support/member.ts";
import { judge } from "./lab/oracle.ts";
import { digestOf, writeRandomFile } from "../support/payload.ts";
import { randomFrom, seedFor } from "./lab/random.ts";
import { Rig } from "../support/rig.ts";
import { IS_LONG, SOAK_MINUTES } from "./lab/scale.ts";
import { Watch } from "./lab/watch.ts";

const MIB = 2 ** 20;
const SOAK_MS = IS_LONG ? SOAK_MINUTES * 60_000 : 15_000;
const VICTIMS = 6;
const PER_SECOND = 3;
const FILE_BYTES = 2 * MIB;
const MAX_GROWTH_MIB = 64;
const MAX_MORE_DESCRIPTORS = 2;

/**
 * Fills what the server keeps of its log in memory, so that what grows afterwards is not that. Returns the `seq` of the last
 * message.
 */
async function fillTail(port: number, random: () => number): Promise<number> {
  await using writer = await Member.join({ port, name: "writer", random });
  const long = "x".repeat(MAX_TEXT_BYTES - 100);
  for (let bytes = 0; bytes < TAIL_BYTES; bytes += long.length) writer.say(`${long} ${bytes}`);
  // Newcomers are shown these and not the long ones.
  for (let count = 0; count < DEFAULT_HISTORY; count++) writer.say(`short ${count}`);
  await writer.acknowledged();
  return Number(writer.events.findLast(({ type }) => type === "sent")?.["seq"]);
}

/** Has a transfer been given up? */
const hasFailed = ({ state }: { readonly [field: string]: unknown }) => state === "failed";

/** What may befall a connection that is made during the soak. */
function plans(random: () => number): Plan {
  const at = Math.floor(random() * 20_000);
  const direction = random() < 0.5 ? "up" : "down";
  const kind = (["cut", "reset", "half_close"] as const)[Math.floor(random() * 3)] ?? "cut";
  const chance = random();
  if (chance < 0.4) return {};
  if (chance < 0.5) return { delayMs: 100 * random() };
  return { fault: { kind, direction, at } };
}

Deno.test("one fault after the other leaves everything told, memory and descriptors as they were", async () => {
  const random = randomFrom(seedFor("soak"));
  let isOver = false;
  await using rig = await Rig.start({ plan: () => isOver ? {} : plans(random) });
  const { pid } = rig.server.program;
  const since = await fillTail(rig.server.port, random);
  await using bystanders = await Crowd.join({
    port: rig.server.port,
    size: 2,
    random,
    name: "bystander",
  });
  const idleDescriptors = await openDescriptors(pid);
  const [first, second] = bystanders.members as [Member, Member];
  const latencies: number[] = [];
  first.timed = { from: second.name, ms: latencies };
  const downloads = rig.folder.join("downloads");
  const path = rig.folder.join("file.bin");
  const sha256 = await writeRandomFile(path, FILE_BYTES, random);
  let files = 0;
  let faults = 0;
  {
    isOver = true;
    await using victims = await Crowd.join({ port: rig.proxy.port, size: VICTIMS, random });
    await using reader = await Member.join({
      port: rig.proxy.port,
      name: "reader",
      downloads,
      random,
    });
    isOver = false;
    using watch = new Watch(pid, SOAK_MS / 100);
    bystanders.talk(PER_SECOND);
    victims.talk(PER_SECOND);
    const endAt = performance.now() + SOAK_MS;
    while (performance.now() < endAt) {
      await sleep(500 + 2_500 * random());
      faults++;
      const what = Math.floor(random() * 4);
      if (what === 0) rig.proxy.cutAll();
      else if (what === 1) {
        rig.proxy.blackhole();
        await sleep(3_000 * random());
        rig.proxy.heal();
      } else if (what === 2) victims.members[faults % VICTIMS]?.client.sendFile(path);
      if (what === 2) files++;
    }
    isOver = true;
    await Promise.all([
      victims.settle(reader, ...bystanders.members),
      bystanders.settle(reader, ...victims.members),
    ]);
    await Promise.all(victims.members.map(({ client }) => client.settled()));
    const sent = victims.members.flatMap(({ events }) => events).filter(hasFailed);
    assert.deepEqual(sent, []);
    const received = () => reader.events.filter(({ state }) => state === "done").length;
    const isOne = (event: { readonly [field: string]: unknown }) =>
      hasFailed(event) || received() >= files;
    if (files > 0) await reader.told("transfer", isOne);
    assert.deepEqual(reader.events.filter(hasFailed), []);

    const said = new Map([...victims.said, ...bystanders.said]);
    const clients = [...victims.members, ...bystanders.members, reader];
    const { database } = rig;
    assert.deepEqual(judge({ database, clients: [] }), []);
    assert.deepEqual(judge({ database, clients, said, since }), []);
    for (const { path: got } of reader.events.filter(({ state }) => state === "done")) {
      assert.equal(await digestOf(String(got)), sha256);
    }
    latencies.sort((a, b) => a - b);
    const p99 = latencies[Math.floor(latencies.length * 0.99)] ?? NaN;
    const back = victims.members.reduce((sum, { timesUp }) => sum + timesUp - 1, 0);
    console.log(
      `${
        Math.round(SOAK_MS / 1000)
      } s, ${faults} faults, came back ${back} times, ${files} files; ` +
        `bystanders' p99 ${p99.toFixed(1)} ms; server: ${watch.summary}; ` +
        `${watch.slope.toFixed(1)} MiB/h over the second half`,
    );
    if (IS_LONG) console.log(`minute:MiB ${watch.points}`);
    if (IS_LONG) assert.ok(watch.growth < MAX_GROWTH_MIB, `${watch.growth} MiB more than half-way`);
  }
  await first.told("left", ({ name }) => name === "reader");
  second.say("over 0");
  await first.shown("over 0");
  const left = await openDescriptors(pid) - idleDescriptors;
  assert.ok(left <= MAX_MORE_DESCRIPTORS, `${left} descriptors were not given back`);
});
