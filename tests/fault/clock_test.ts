/** Clocks that jump while everybody talks. */
import { RATE_BURST } from "../../server/base/budgets.ts";
import assert from "node:assert/strict";
import { SWEEP_MS } from "../../protocol/limits.ts";
import { sleep } from "../../protocol/sleep.ts";
import { join } from "../support/client.ts";
import { joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { Crowd } from "./lab/crowd.ts";
import { FakeClock } from "./lab/fake_clock.ts";
import { judge } from "./lab/oracle.ts";
import { randomFrom, seedFor } from "./lab/random.ts";
import { Rig } from "../support/rig.ts";
import { TempDir } from "../support/temp_dir.ts";

const JUMPS = ["-1h", "+3h", "@2038-01-19 03:14:00"];

Deno.test("clocks that jump disconnect nobody, change no order and void no token", async () => {
  const random = randomFrom(seedFor("clocks"));
  await using folder = await TempDir.make();
  const clock = FakeClock.make(folder.join("time"));
  if (clock === undefined) return;
  await using rig = await Rig.start({ env: clock.env });
  await using crowd = await Crowd.join({ port: rig.proxy.port, size: 4, random });
  // One whose own clock jumps as well.
  const server = { address: `127.0.0.1:${rig.proxy.port}` };
  await using cleo = await join(server, "cleo", { env: clock.env });
  crowd.talk(5);
  const [first] = crowd.members;
  const years: number[] = [];
  for (const [index, jump] of JUMPS.entries()) {
    clock.set(jump);
    // Everybody has looked at their deadlines at the new time.
    await sleep(2 * SWEEP_MS);
    await cleo.say(jump);
    await first?.shown(jump);
    const told = first?.events.findLast(({ type }) => type === "message");
    years.push(Number(told?.at.slice(0, 4)));
    const drops = [...crowd.members.flatMap(({ events }) => events), ...cleo.events.all]
      .filter(({ state }) => state === "waiting");
    assert.equal(drops.length, index * (crowd.members.length + 1), `after ${jump}`);
    // Whoever loses the connection comes back with the token.
    rig.proxy.cutAll();
    const again = (event: { readonly [field: string]: unknown }) => event["again"] === true;
    const back = await cleo.next((event) => event.type === "welcome" && again(event));
    assert.equal(back["resumed"], true, `after ${jump}`);
    for (const member of crowd.members) {
      await member.told("welcome", (event) => again(event) && member.timesUp > index + 1);
      assert.ok(member.events.filter(again).every(({ resumed }) => resumed === true));
    }
  }
  await crowd.settle();
  assert.equal(years.at(-1), 2038, "the server's clock did jump");
  const evidence = { database: rig.database, clients: crowd.members, said: crowd.said };
  assert.deepEqual(judge(evidence), []);
});

Deno.test("a clock that jumps changes nobody's rate", async () => {
  await using folder = await TempDir.make();
  const clock = FakeClock.make(folder.join("time"));
  if (clock === undefined) return;
  await using server = await startServer({ env: clock.env, args: ["--rate-limit", "1000/s"] });
  await using ana = await joinRaw(server, "ana");
  for (const [round, jump] of JUMPS.entries()) {
    clock.set(jump);
    const ids = Array.from({ length: 2 * RATE_BURST }, (_, index) => `${round}-${index}`);
    await ana.send(...ids.map((id) => ({ type: "say", id, text: id })));
    for (const id of ids) await ana.next("ack", (line) => line["id"] === id);
  }
});

Deno.test("a machine that never set its clock trusts a new server all the same", async () => {
  await using folder = await TempDir.make();
  const clock = FakeClock.make(folder.join("time"));
  if (clock === undefined) return;
  clock.set("@1970-01-02 00:00:00");
  await using server = await startServer({ env: clock.env, encrypted: true });
  await using ana = await join(server, "ana", { env: clock.env });
  await using ben = await join(server, "ben");
  await ana.say("hello");
  const said = await ben.message("hello");
  assert.match(said.at, /^1970-01-0[12]/);
});
