/** Peers that stop without a word, and networks that swallow everything. */
import assert from "node:assert/strict";
import { DEAD_AFTER_MS } from "../../protocol/limits.ts";
import { sleep } from "../../protocol/sleep.ts";
import { join } from "../support/client.ts";
import { Crowd } from "./lab/crowd.ts";
import { Member } from "../support/member.ts";
import { judge } from "./lab/oracle.ts";
import { digestOf, writeRandomFile } from "../support/payload.ts";
import { randomFrom, seedFor } from "./lab/random.ts";
import { Rig } from "../support/rig.ts";
import { IS_LONG } from "./lab/scale.ts";

const MIB = 2 ** 20;
const PEOPLE = 6;

/** Who was told that they lost the connection. */
const drops = (crowd: Crowd) =>
  crowd.members.filter(({ events }) => events.some(({ state }) => state === "waiting")).length;

for (const seconds of IS_LONG ? [5, 60] : [5]) {
  const stays = seconds * 1000 < DEAD_AFTER_MS;
  Deno.test(`a receiver that is stopped for ${seconds} s ${stays ? "stays" : "is closed"}, and misses nothing`, async () => {
    const random = randomFrom(seedFor(`SIGSTOP of a receiver`));
    await using rig = await Rig.start();
    await using crowd = await Crowd.join({ port: rig.server.port, size: PEOPLE, random });
    await using sleeper = await join(rig.server, "sleeper");
    crowd.talk(10);
    await sleeper.next("message");
    sleeper.program.kill("SIGSTOP");
    await sleep(seconds * 1000);
    sleeper.program.kill("SIGCONT");
    await crowd.settle();
    for (const { said } of crowd.members) {
      const told = () => sleeper.events.all.some(({ text }) => text === said.at(-1));
      while (!told()) await sleeper.next("message");
    }
    const { events } = sleeper;
    const isClosed = events.all.some(({ type, state }) => type === "link" && state === "waiting");
    assert.equal(isClosed, !stays);
    const clients = [...crowd.members, { name: "sleeper", events: events.all }];
    assert.deepEqual(judge({ database: rig.database, clients, said: crowd.said }), []);
    assert.equal(drops(crowd), 0);
  });
}

for (const seconds of IS_LONG ? [20, 60] : [5]) {
  const stays = seconds * 1000 < DEAD_AFTER_MS;
  Deno.test(`a server that is stopped for ${seconds} s loses ${stays ? "nobody" : "nothing"}`, async () => {
    const random = randomFrom(seedFor("SIGSTOP of the server"));
    await using rig = await Rig.start();
    await using crowd = await Crowd.join({ port: rig.server.port, size: PEOPLE, random });
    crowd.talk(5);
    await Promise.all(crowd.members.map((member) => member.told("message")));
    rig.server.program.kill("SIGSTOP");
    await sleep(seconds * 1000);
    rig.server.program.kill("SIGCONT");
    await crowd.settle();
    assert.equal(drops(crowd), stays ? 0 : PEOPLE);
    const evidence = { database: rig.database, clients: crowd.members, said: crowd.said };
    assert.deepEqual(judge(evidence), []);
  });
}

const NETWORKS = IS_LONG
  ? [["a network", 10], ["a network", 60], ["a network of encrypted connections", 60]] as const
  : [["a network", 3], ["a network of encrypted connections", 3]] as const;

for (const [network, seconds] of NETWORKS) {
  const stays = seconds * 1000 < DEAD_AFTER_MS;
  const what = stays ? "goes unnoticed by the chat" : "is noticed by both sides";
  Deno.test(`${network} that swallows everything for ${seconds} s ${what}; files go on`, async () => {
    const random = randomFrom(seedFor("blackhole"));
    await using rig = await Rig.start({
      plan: ({ role }) => role === "chat" ? {} : { bytesPerSecond: 8 * MIB },
      encrypted: network !== "a network",
    });
    const where = { port: rig.proxy.port, encryption: rig.encryption, random };
    await using crowd = await Crowd.join({ ...where, size: PEOPLE });
    const downloads = rig.folder.join("downloads");
    await using receiver = await Member.join({ ...where, name: "reader", downloads });
    const path = rig.folder.join("film.bin");
    const sha256 = await writeRandomFile(path, 32 * MIB, random);
    crowd.talk(5);
    crowd.members[0]?.client.sendFile(path);
    await receiver.told("transfer", ({ state }) => state === "progress");
    const seen = rig.server.program.stdout.all.length;
    rig.proxy.blackhole();
    await sleep(seconds * 1000);
    // By now both sides have noticed, if they are to.
    const noticed = stays ? 0 : PEOPLE;
    assert.equal(drops(crowd), noticed);
    const told = rig.server.program.stdout.all.slice(seen);
    assert.ok(told.filter((line) => line.includes("lost the connection")).length >= noticed);
    rig.proxy.heal();
    const done = await receiver.told("transfer", ({ state }) => state === "done");
    await crowd.settle(receiver);
    assert.equal(await digestOf(String(done["path"])), sha256);
    const clients = [...crowd.members, receiver];
    assert.deepEqual(judge({ database: rig.database, clients, said: crowd.said }), []);
    assert.equal(drops(crowd), noticed);
  });
}
