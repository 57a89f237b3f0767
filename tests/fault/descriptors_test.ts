/** More connections than the system allows the server, while people talk and a file travels. */
import assert from "node:assert/strict";
import { openDescriptors } from "../support/process_facts.ts";
import { connectRaw, type RawClient } from "../support/raw_client.ts";
import type { Attempt } from "../support/chaos_proxy.ts";
import { Crowd } from "./lab/crowd.ts";
import { Member, type MemberOptions } from "../support/member.ts";
import { judge } from "./lab/oracle.ts";
import { digestOf, writeRandomFile } from "../support/payload.ts";
import { randomFrom, seedFor } from "./lab/random.ts";
import { Rig } from "../support/rig.ts";

const MIB = 2 ** 20;
const MAX_OPEN_FILES = 80;
const STRANGERS = 120;
const PEOPLE = 6;
/** The file takes longer than the strangers need to come. */
const plan = ({ role }: Attempt) => role === "chat" ? {} : { bytesPerSecond: 8 * MIB };

for (const how of ["a", "an encrypting"]) {
  Deno.test(`${how} server with 80 descriptors outlives 120 connections; chat and file go on`, async () => {
    const random = randomFrom(seedFor("descriptors"));
    await using rig = await Rig.start({
      maxOpenFiles: MAX_OPEN_FILES,
      encrypted: how !== "a",
      plan,
    });
    const { encryption, server } = rig;
    const { pid } = server.program;
    const where = { port: server.port, encryption, random };
    await using crowd = await Crowd.join({ ...where, size: PEOPLE });
    const downloads = rig.folder.join("downloads");
    await using reader = await Member.join({ ...where, name: "reader", downloads });
    const slow = { port: rig.proxy.port, encryption, random };
    await using sender = await Member.join({ ...slow, name: "sender" });
    const before = await openDescriptors(pid);
    const path = rig.folder.join("film.bin");
    const sha256 = await writeRandomFile(path, 16 * MIB, random);
    crowd.talk(5);
    sender.client.sendFile(path);
    await sender.told("transfer", ({ state }) => state === "started");
    let most = 0;
    {
      await using strangers = new AsyncDisposableStack();
      const all: RawClient[] = [];
      for (let index = 0; index < STRANGERS; index++) {
        // Nothing is said: a connection that the server cannot take waits in its queue.
        all.push(strangers.use(await connectRaw({ port: server.port })));
      }
      most = await openDescriptors(pid);
      for (const member of crowd.members) member.say("still here");
      await Promise.all(crowd.members.map((member) => member.acknowledged()));
      const done = await reader.told("transfer", ({ state }) => state === "done");
      assert.equal(await digestOf(String(done["path"])), sha256);
      // A clear answer, or none yet.
      const codes = new Set(all.flatMap(({ lines }) => lines.all.map(({ code }) => code)));
      assert.ok([...codes].every((code) => code === "server_full" || code === "hello_timeout"));
    }
    await crowd.settle(reader, sender);
    await using late = await joinWhenThereIsRoom({ ...where, name: "late" });
    late.say("here I am");
    await sender.shown("here I am");
    const everybody = [...crowd.members, reader, sender];
    const drops = everybody.flatMap(({ events }) => events)
      .filter(({ state }) => state === "waiting");
    assert.deepEqual(drops, []);
    const evidence = { database: rig.database, clients: everybody, said: crowd.said };
    assert.deepEqual(judge(evidence), []);
    assert.equal(
      (await server.program.stdout.all.filter((line) => /failed/i.test(line))).length,
      0,
    );
    console.log(`descriptors: ${before} before, ${most} with everybody`);
  });
}

/** Joins as soon as the server has noticed that the strangers are gone; before that, it says that it is full. */
async function joinWhenThereIsRoom(options: MemberOptions): Promise<Member> {
  for (;;) {
    try {
      return await Member.join(options);
    } catch (error) {
      assert.match(String(error), /server_full/);
    }
  }
}
