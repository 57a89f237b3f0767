/** A network between two hosts that breaks as real ones do. */
import assert from "node:assert/strict";
import { DEAD_AFTER_MS, SWEEP_MS } from "../../protocol/limits.ts";
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
/** Deadlines are looked at once in a sweep, on a machine that has other work as well. */
const LATE_MS = 2 * SWEEP_MS;

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
const LONG_BREAKDOWNS: readonly Breakdown[] = [
  { what: "swallows everything", forMs: LONG_MS, losses: "everybody", begin: hole },
  {
    what: "swallows what the server sends",
    forMs: LONG_MS,
    losses: "everybody",
    begin: (network) => network.rule("output", "drop"),
  },
  {
    what: "has no cable",
    forMs: LONG_MS,
    losses: "everybody",
    begin: (network) => network.cable("down"),
  },
];

for (const { what, forMs, losses, begin } of [...BREAKDOWNS, ...(IS_LONG ? LONG_BREAKDOWNS : [])]) {
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
    crowd.talk(5);
    await reader.told("message");
    crowd.members[0]?.client.sendFile(path);
    await reader.told("transfer");
    const brokenAt = Date.now();
    await begin(network);
    await sleep(forMs);
    await network.heal();
    await network.cable("up");
    const healedAt = Date.now();
    const done = await reader.told("transfer", ({ state }) => state === "done");
    await crowd.settle(reader);
    assert.equal(await digestOf(String(done["path"])), sha256);
    const clients = [...crowd.members, reader];
    assert.deepEqual(judge({ database: `${server.data}/chat.db`, clients, said: crowd.said }), []);
    const lossesOf = ({ events }: Member) =>
      events.filter(({ state, again }) => state === "waiting" && again !== true);
    const lost = clients.flatMap(lossesOf);
    if (losses === "nobody") assert.deepEqual(lost, []);
    const meant = { nobody: [], talkers: crowd.members, everybody: clients }[losses];
    for (const member of meant) {
      assert.ok(lossesOf(member).length > 0, `${member.name} noticed nothing`);
    }
    const after = lost.map(({ at }) => Date.parse(at) - brokenAt);
    const noticed = lost.length === 0 ? "nobody noticed" : `noticed after ${Math.max(...after)} ms`;
    console.log(`${noticed}; all told ${Date.now() - healedAt} ms after it healed`);
    assert.ok(after.every((ms) => ms <= DEAD_AFTER_MS + LATE_MS));
  });
}
