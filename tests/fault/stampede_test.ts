/** A crowd that has to come back at once. */
import assert from "node:assert/strict";
import { Crowd } from "./lab/crowd.ts";
import { judge } from "./lab/oracle.ts";
import { randomFrom, seedFor } from "./lab/random.ts";
import { Rig } from "../support/rig.ts";
import { IS_LONG } from "./lab/scale.ts";

const SIZE = IS_LONG ? 1_000 : 100;

Deno.test(`${SIZE} members are back after a restart of the server, spread over some seconds`, async () => {
  const random = randomFrom(seedFor("stampede"));
  await using rig = await Rig.start();
  await using crowd = await Crowd.join({ port: rig.server.port, size: SIZE, random });
  const [first, ...others] = crowd.members;
  first?.say("before");
  await Promise.all(others.map((member) => member.shown("before")));
  const startedAt = performance.now();
  await rig.kill("SIGTERM");
  await rig.restart();
  const isBack = (event: { readonly [field: string]: unknown }) => event["again"] === true;
  const times: number[] = [];
  await Promise.all(crowd.members.map(async (member) => {
    await member.told("welcome", isBack);
    times.push(performance.now() - startedAt);
  }));
  first?.say("after");
  await Promise.all(others.map((member) => member.shown("after")));
  assert.deepEqual(
    judge({ database: rig.database, clients: crowd.members, said: crowd.said }),
    [],
  );
  assert.ok(crowd.members.every(({ events }) => !events.some(({ type }) => type === "left")));
  const share = (part: number) => times[Math.floor((SIZE - 1) * part)]?.toFixed();
  console.log(
    `${SIZE} back: half after ${share(0.5)} ms, 95 % ${share(0.95)} ms, all ${share(1)} ms`,
  );
});
