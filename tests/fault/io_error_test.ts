/** Disks that fail while the server runs. */
import assert from "node:assert/strict";
import { Member } from "../support/member.ts";
import { judge, readMessages } from "./lab/oracle.ts";
import { digestOf, writeRandomFile } from "../support/payload.ts";
import { Rig } from "../support/rig.ts";
import { Tampering } from "./lab/tampering.ts";

const MIB = 2 ** 20;
const MESSAGES = 1_200;
type Fields = { readonly [field: string]: unknown };

const DATABASE = [
  ["written", "pwrite64", []],
  ["synced", "fsync,fdatasync", ["--fsync"]],
] as const;

for (const [what, calls, args] of DATABASE) {
  Deno.test(`a database that cannot be ${what}: who speaks is told, nothing is acknowledged, and it mends itself`, async () => {
    await using rig = await Rig.start({ args });
    const { program, port } = rig.server;
    await using ana = await Member.join({ port, name: "ana" });
    await using ben = await Member.join({ port, name: "ben" });
    ana.say("before");
    await ben.shown("before");
    for (let round = 0; round < 2; round++) {
      {
        const paths = [rig.database, `${rig.database}-wal`];
        await using failing = await Tampering.begin({
          pid: program.pid,
          calls,
          effect: "error=EIO",
          paths,
        });
        if (failing === undefined) return;
        for (const text of ["lost", "lost again"]) {
          const id = ana.client.say(text);
          const refused = await ana.told("error", (event) => event["id"] === id);
          assert.equal(refused["code"], "storage_full");
        }
        await program.stderr.next((line) => line.includes("cannot be written"));
        await assert.rejects(Member.join({ port, name: "cleo" }), /storage_full/);
        ben.client.history(1);
        await ben.told("history");
      }
      ana.say(`after ${round}`);
      await ben.shown(`after ${round}`);
      await program.stderr.next((line) => line.includes("can be written again"));
    }
    const said = new Map([["ana", ana.said]]);
    assert.deepEqual(judge({ database: rig.database, clients: [ana, ben], said }), []);
    await rig.kill();
    await rig.restart();
    await using cleo = await Member.join({ port, name: "cleo" });
    assert.equal(cleo.timesUp, 1);
    assert.deepEqual(readMessages(rig.database).map(({ text }) => text), ana.said);
  });
}

Deno.test("a database that cannot be read: the server lives, and searches again when it can", async () => {
  await using rig = await Rig.start();
  const { program, port } = rig.server;
  await using ana = await Member.join({ port, name: "ana" });
  // More than the server and SQLite have in memory.
  for (let index = 0; index < MESSAGES; index++) ana.say(`needle ${index} ${"x".repeat(15_000)}`);
  await ana.acknowledged();
  await using ben = await Member.join({ port, name: "ben" });
  {
    const paths = [rig.database, `${rig.database}-wal`];
    const how = { pid: program.pid, calls: "pread64", effect: "error=EIO", paths };
    await using failing = await Tampering.begin(how);
    if (failing === undefined) return;
    ben.client.search("needle");
    const lost = await ben.told("link", ({ state }) => state === "waiting");
    assert.equal(lost["reason"], "internal");
  }
  // What was asked is asked again.
  await ben.told("found");
  ana.say("after");
  await ben.shown("after");
  const said = new Map([["ana", ana.said]]);
  assert.deepEqual(judge({ database: rig.database, clients: [ana], said }), []);
});

const SPOOL = [["written", "write", []], ["synced", "fdatasync", ["--fsync"]]] as const;

for (const [what, calls, args] of SPOOL) {
  Deno.test(`a spool that cannot be ${what}: the sender is told, the room talks on, the next file goes through`, async () => {
    await using rig = await Rig.start({
      args,
      plan: ({ role }) => role === "transfer" ? { bytesPerSecond: 16 * MIB } : {},
    });
    await using ana = await Member.join({ port: rig.proxy.port, name: "ana" });
    const downloads = rig.folder.join("downloads");
    await using ben = await Member.join({ port: rig.server.port, name: "ben", downloads });
    const path = rig.folder.join("film.bin");
    const sha256 = await writeRandomFile(path, 24 * MIB, Math.random);
    ana.client.sendFile(path);
    const { id } = await ana.told("transfer", ({ state }) => state === "started");
    {
      await using failing = await Tampering.begin({
        pid: rig.server.program.pid,
        calls,
        effect: "error=EIO",
        paths: [`${rig.server.data}/spool/${id}.bin`],
      });
      if (failing === undefined) return;
      const failed = ({ state }: Fields) => state === "failed";
      assert.equal((await ana.told("transfer", failed))["code"], "storage_full");
      await ben.told("transfer", failed);
      assert.deepEqual(Array.from(Deno.readDirSync(downloads)), [], "nothing unfinished is left");
      ana.say("the chat goes on");
      await ben.shown("the chat goes on");
    }
    ana.client.sendFile(path);
    const done = await ben.told("transfer", ({ state }) => state === "done");
    assert.equal(await digestOf(String(done["path"])), sha256);
    assert.deepEqual(judge({ database: rig.database, clients: [ana, ben] }), []);
  });
}
