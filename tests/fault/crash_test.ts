/** The server ends between INSERT and COMMIT, and between COMMIT and acknowledgement. */
import assert from "node:assert/strict";
import { Member } from "../support/member.ts";
import { judge, readMessages } from "./lab/oracle.ts";
import { randomFrom, seedFor } from "./lab/random.ts";
import { Rig } from "../support/rig.ts";
import { IS_LONG } from "./lab/scale.ts";

const RUNS = IS_LONG ? 20 : 3;
const MESSAGES = 40;
/** Transactions until both members are in the room, and a few more. */
const FIRST_COMMIT = 8;

for (const point of ["before_commit", "after_commit"] as const) {
  Deno.test(`a crash ${point.replace("_", " ")} leaves exactly one copy of every message`, async () => {
    const random = randomFrom(seedFor(point));
    for (let run = 0; run < RUNS; run++) {
      const commit = FIRST_COMMIT + Math.floor(random() * (MESSAGES - FIRST_COMMIT));
      await using rig = await Rig.start({ env: { CHAT_TEST_CRASH: `${point}:${commit}` } });
      await using ana = await Member.join({ port: rig.server.port, name: "ana" });
      await using ben = await Member.join({ port: rig.server.port, name: "ben" });
      const crashed = rig.server.program.ended;
      for (let index = 0; index < MESSAGES; index++) {
        ana.say(`message ${index}`);
        // One at a time, so that every message is a transaction of its own; the crash lets the others wait.
        await Promise.race([ana.acknowledged(), crashed]);
      }
      assert.equal((await crashed).code, 137);
      const acknowledged = ana.events.filter(({ type }) => type === "sent").length;
      const stored = readMessages(rig.database).length;
      assert.equal(stored - acknowledged, point === "after_commit" ? 1 : 0);
      await rig.restart();
      await ana.acknowledged();
      await ben.shown(ana.said.at(-1));
      const said = new Map([["ana", ana.said]]);
      assert.deepEqual(judge({ database: rig.database, clients: [ana, ben], said }), []);
    }
  });
}
