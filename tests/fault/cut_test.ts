/** A connection that breaks after every possible byte. */
import assert from "node:assert/strict";
import type { Fault, Plan } from "../support/chaos_pipe.ts";
import type { Attempt } from "../support/chaos_proxy.ts";
import { Member } from "../support/member.ts";
import { judge } from "./lab/oracle.ts";
import { CUTS } from "./lab/cuts.ts";
import { Rig } from "../support/rig.ts";
import { encryptedOffsets, everyEncryptedOffset, offsets } from "./lab/scale.ts";

/** A session with these messages is longer than the last offset in both directions. */
const MESSAGES = 24;

/** What befalls the chat connections of one run: the first one is cut by hand, three more break by themselves. */
function breakAll(at: number, kind: Fault["kind"]): (attempt: Attempt) => Plan {
  return ({ index }) => {
    if (index === 0 || index > 3) return {};
    return { fault: { kind, at, direction: index === 2 ? "up" : "down" } };
  };
}

/** More to say, so that a record that seems longer than it is is filled. */
const NUDGE_MS = 20;

for (const [how, kind] of CUTS) {
  Deno.test(`${how} session whose connections all end with a ${kind} after so many bytes loses and doubles nothing`, async () => {
    const encrypted = how !== "a";
    const role = encrypted ? "encrypted" : "chat";
    let plan: (attempt: Attempt) => Plan = () => ({});
    let first = 0;
    await using rig = await Rig.start({
      plan: ({ role, index }) => plan({ role, index: index - first }),
      encrypted,
    });
    const { encryption } = rig;
    await using ben = await Member.join({ port: rig.server.port, encryption, name: "ben" });
    // The certificate is learned by now.
    await (await Member.join({ port: rig.proxy.port, encryption, name: "eve" }))
      [Symbol.asyncDispose]();
    const encryptedPlaces = kind === "cut" ? everyEncryptedOffset : encryptedOffsets;
    const places = encrypted ? encryptedPlaces : offsets;
    let breaks = 0;
    for (const at of places) {
      first = rig.proxy.connections[role];
      plan = breakAll(at, kind);
      const since = Number(ben.events.findLast(({ seq }) => seq !== undefined)?.["seq"] ?? 0);
      await using ana = await Member.join({ port: rig.proxy.port, encryption, name: `ana ${at}` });
      const talk = () => {
        ana.say(`ana ${at} ${ana.said.length}`);
        ben.say(`ben ${at} ${ben.said.length}`);
      };
      for (let index = 0; index < MESSAGES; index++) talk();
      rig.proxy.cutAll();
      const nudging = kind === "corrupt" ? setInterval(talk, NUDGE_MS) : undefined;
      await Promise.all([ana.acknowledged(), ben.acknowledged()]);
      clearInterval(nudging);
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
    console.log(`${places.length} runs, came back ${breaks} times`);
    assert.ok(breaks >= places.length, "hardly anything broke");
  });
}
