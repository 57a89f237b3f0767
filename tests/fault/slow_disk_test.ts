/** A disk that takes its time. */
import assert from "node:assert/strict";
import { Crowd } from "./lab/crowd.ts";
import { Member } from "../support/member.ts";
import { judge } from "./lab/oracle.ts";
import { randomFrom, seedFor } from "./lab/random.ts";
import { Rig } from "../support/rig.ts";
import { Tampering } from "./lab/tampering.ts";
import { IS_LONG } from "./lab/scale.ts";

/** What one sync takes, in µs. */
const DELAY_US = 300_000;
const PEOPLE = 4;
const ROUNDS = IS_LONG ? 60 : 12;

Deno.test("a disk that needs 300 ms for a sync keeps nobody from reading, and loses nobody", async () => {
  const random = randomFrom(seedFor("slow disk"));
  await using rig = await Rig.start({ args: ["--fsync"] });
  const { port, program } = rig.server;
  await using crowd = await Crowd.join({ port, size: PEOPLE, random });
  await using reader = await Member.join({ port, name: "reader" });
  await using slow = await Tampering.begin({
    pid: program.pid,
    calls: "fsync,fdatasync",
    effect: `delay_enter=${DELAY_US}`,
  });
  if (slow === undefined) return;
  crowd.talk(5);
  const waits: number[] = [];
  const answers: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { length } = reader.events;
    const askedAt = performance.now();
    reader.client.history(10);
    await reader.told("history", (event) => reader.events.indexOf(event) >= length);
    answers.push(performance.now() - askedAt);
    const saidAt = performance.now();
    reader.say(`round ${round}`);
    await reader.acknowledged();
    waits.push(performance.now() - saidAt);
  }
  await crowd.settle(reader);
  const everybody = [...crowd.members, reader];
  const drops = everybody.flatMap(({ events }) => events)
    .filter(({ state }) => state === "waiting");
  assert.deepEqual(drops, []);
  const evidence = { database: rig.database, clients: everybody, said: crowd.said };
  assert.deepEqual(judge(evidence), []);
  const [ack, answer] = [waits, answers].map((times) => Math.round(Math.max(...times)));
  console.log(`acknowledged after ${ack} ms, history read after ${answer} ms at the latest`);
});
