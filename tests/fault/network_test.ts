/** A network between two hosts that breaks as real ones do. */
import assert from "node:assert/strict";
import { sleep } from "../../protocol/sleep.ts";
import { startServer } from "../support/server.ts";
import { Crowd } from "./lab/crowd.ts";
import { FarNetwork } from "./lab/far_network.ts";
import { Member } from "../support/member.ts";
import { judge } from "./lab/oracle.ts";
import { digestOf, writeRandomFile } from "../support/payload.ts";
import { randomFrom, seedFor } from "./lab/random.ts";
import { IS_LONG } from "./lab/scale.ts";

const MIB = 2 ** 20;
const PEOPLE = 4;
const SHORT_MS = IS_LONG ? 2_000 : 1_000;

/**
 * Something that befalls the network, how long it lasts, and who loses the connection by it. A reset meets those who send
 * something meanwhile.
 */
interface Breakdown {
  readonly what: string;
  readonly forMs: number;
  readonly losses: "nobody" | "talkers" | "everybody";
  readonly begin: (network: FarNetwork) => Promise<void>;
}

const hole = async (network: FarNetwork) => {
  await network.rule("input", "drop");
  await network.rule("output", "drop");
};
const BREAKDOWNS: readonly Breakdown[] = [
  { what: "swallows everything", forMs: SHORT_MS, losses: "nobody", begin: hole },
  {
    what: "swallows what the server sends",
    forMs: SHORT_MS,
    losses: "nobody",
    begin: (network) => network.rule("output", "drop"),
  },
  {
    what: "swallows what members send",
    forMs: SHORT_MS,
    losses: "nobody",
    begin: (network) => network.rule("input", "drop"),
  },
  {
    what: "resets every connection",
    forMs: SHORT_MS,
    losses: "talkers",
    begin: (network) => network.rule("input", "reject with tcp reset"),
  },
  {
    what: "has no cable",
    forMs: SHORT_MS,
    losses: "nobody",
    begin: (network) => network.cable("down"),
  },
  {
    what: "loses 15 % of all packets",
    forMs: IS_LONG ? 20_000 : SHORT_MS,
    losses: "nobody",
    begin: (network) => network.rule("input", "numgen random mod 100 < 15 drop"),
  },
];
/** Longer than either side waits. */
const LONG_MS = 60_000;
const lossesOf = ({ events }: Member) =>
  events.filter(({ state, again }) => state === "waiting" && again !== true);
const LASTING: readonly string[] = [
  "swallows everything",
  "swallows what the server sends",
  "has no cable",
];

const LONG_BREAKDOWNS = BREAKDOWNS.filter(({ what }) => IS_LONG && LASTING.includes(what))
  .map((breakdown): Breakdown => ({ ...breakdown, forMs: LONG_MS, losses: "everybody" }));

for (const { what, forMs, losses, begin } of [...BREAKDOWNS, ...LONG_BREAKDOWNS]) {
  Deno.test(`a network that ${what} for ${forMs / 1000} s loses and doubles nothing, and the file arrives`, async () => {
    const random = randomFrom(seedFor("network"));
    await using network = await FarNetwork.make();
    if (network === undefined) return;
    const { host, through } = network;
    await using server = await startServer({
      host,
      through,
      args: ["--rate-limit", "off"],
    });
    const where = { host, port: server.port, random };
    await using crowd = await Crowd.join({ ...where, size: PEOPLE });
    const downloads = `${server.data}/downloads`;
    await using reader = await Member.join({ ...where, name: "reader", downloads });
    const path = `${server.data}/film.bin`;
    const sha256 = await writeRandomFile(path, 32 * MIB, random);
    const clients = [...crowd.members, reader];
    crowd.talk(5);
    await reader.told("message");
    crowd.members[0]?.client.sendFile(path);
    await reader.told("transfer");
    await begin(network);
    await sleep(forMs);
    // Who is to notice that the others are silent has noticed it by now.
    const noticed = clients.filter((member) => lossesOf(member).length > 0);
    if (losses === "everybody") assert.deepEqual(noticed, clients);
    await network.heal();
    await network.cable("up");
    const healedAt = performance.now();
    const done = await reader.told("transfer", ({ state }) => state === "done");
    await crowd.settle(reader);
    assert.equal(await digestOf(String(done["path"])), sha256);
    assert.deepEqual(judge({ database: `${server.data}/chat.db`, clients, said: crowd.said }), []);
    if (losses === "nobody") assert.deepEqual(clients.flatMap(lossesOf), []);
    for (const member of losses === "talkers" ? crowd.members : []) {
      assert.ok(lossesOf(member).length > 0, `${member.name} noticed nothing`);
    }
    const ms = Math.round(performance.now() - healedAt);
    console.log(`${noticed.length} had noticed; all told ${ms} ms after it healed`);
  });
}
