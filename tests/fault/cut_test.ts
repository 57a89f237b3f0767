/** A connection that breaks after every possible byte. */
import assert from "node:assert/strict";
import type { Attempt, Fault, Plan } from "./lab/chaos_proxy.ts";
import { Member } from "./lab/member.ts";
import { judge } from "./lab/oracle.ts";
import { Rig } from "./lab/rig.ts";
import { offsets } from "./lab/scale.ts";

/** A session with these messages is longer than the last offset in both directions. */
const MESSAGES = 24;

/** What befalls the chat connections of one run: the first one is cut by hand, three more break by themselves. */
function breakAll(at: number, kind: Fault["kind"]): (attempt: Attempt) => Plan {
  return ({ index }) => {
    if (index === 0 || index > 3) return {};
    return { fault: { kind, at, direction: index === 2 ? "up" : "down" } };
  };
}

for (const kind of ["cut", "half_close", "reset"] as const) {
  Deno.test(`a session whose connections all end with a ${kind} after so many bytes loses and doubles nothing`, async () => {
    let plan: (attempt: Attempt) => Plan = () => ({});
    let first = 0;
    await using rig = await Rig.start({
      plan: ({ role, index }) => plan({ role, index: index - first }),
    });
    await using ben = await Member.join({ port: rig.server.port, name: "ben" });
    let breaks = 0;
    for (const at of offsets) {
      first = rig.proxy.connections.chat;
      plan = breakAll(at, kind);
      const since = Number(ben.events.findLast(({ seq }) => seq !== undefined)?.["seq"] ?? 0);
      await using ana = await Member.join({ port: rig.proxy.port, name: `ana ${at}` });
      for (let index = 0; index < MESSAGES; index++) {
        ana.say(`ana ${at} ${index}`);
        ben.say(`ben ${at} ${index}`);
      }
      rig.proxy.cutAll();
      await Promise.all([ana.acknowledged(), ben.acknowledged()]);
      await Promise.all([ana.shown(ben.said.at(-1)), ben.shown(ana.said.at(-1))]);
      breaks += ana.timesUp - 1;
      const evidence = {
        database: rig.database,
        clients: [ana],
        said: new Map([[ana.name, ana.said]]),
        since,
      };
      assert.deepEqual(judge(evidence), [], `after ${at} bytes`);
    }
    assert.deepEqual(
      judge({ database: rig.database, clients: [ben], said: new Map([["ben", ben.said]]) }),
      [],
    );
    console.log(`${offsets.length} runs, came back ${breaks} times`);
    assert.ok(breaks >= offsets.length, "hardly anything broke");
  });
}
