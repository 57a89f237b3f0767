/** Disks that are full or damaged, and data folders that somebody else uses. */
import assert from "node:assert/strict";
import { runProgram } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";
import { Member } from "../support/member.ts";
import { judge } from "./lab/oracle.ts";
import { digestOf, writeRandomFile } from "../support/payload.ts";
import { Rig } from "../support/rig.ts";
import { SmallDisk } from "./lab/small_disk.ts";

const MIB = 2 ** 20;
const isOf = (state: string) => (event: { readonly [field: string]: unknown }) =>
  event["state"] === state;

Deno.test("a full disk for the database: who speaks is told, who reads goes on, and it mends itself", async () => {
  await using disk = await SmallDisk.mount(4 * MIB);
  if (disk === undefined) return;
  await using rig = await Rig.start({ data: disk.path });
  await using ana = await Member.join({ port: rig.proxy.port, name: "ana" });
  await using ben = await Member.join({ port: rig.proxy.port, name: "ben" });
  ana.say("before");
  await ben.shown("before");

  await disk.fill();
  // What SQLite has room for already may still be stored.
  const large = "x".repeat(16_000);
  const refused = ana.told("error");
  while (!ana.events.some(({ type }) => type === "error")) {
    ana.say(large);
    await Promise.race([ana.acknowledged(), refused]);
  }
  assert.equal((await refused)["code"], "storage_full");
  assert.deepEqual(judge({ database: rig.database, clients: [ana, ben] }), []);

  rig.proxy.cutAll();
  for (const member of [ana, ben]) await member.told("link", isUpAgain(member));
  await assert.rejects(Member.join({ port: rig.server.port, name: "cleo" }), /storage_full/);

  await disk.free();
  const { length } = ana.events;
  ana.say("after");
  await ben.shown("after");
  assert.equal(ana.events.slice(length).filter(({ type }) => type === "error").length, 0);
  assert.deepEqual(judge({ database: rig.database, clients: [ana, ben] }), []);
  await using cleo = await Member.join({ port: rig.server.port, name: "cleo" });
  assert.equal(cleo.timesUp, 1);
});

/** Has `member` come back? */
function isUpAgain(member: Member) {
  return ({ state }: { readonly [field: string]: unknown }) => state === "up" && member.timesUp > 1;
}

Deno.test("a full disk for files: the sender is told in the middle, the room talks on, the next file fits", async () => {
  await using folder = await TempDir.make();
  const data = folder.join("data");
  await Deno.mkdir(`${data}/spool`, { recursive: true });
  await using disk = await SmallDisk.mount(96 * MIB, `${data}/spool`);
  if (disk === undefined) return;
  await using rig = await Rig.start({
    data,
    plan: ({ role }) => role === "transfer" ? { bytesPerSecond: 16 * MIB } : {},
  });
  await using ana = await Member.join({ port: rig.proxy.port, name: "ana" });
  const downloads = rig.folder.join("downloads");
  await using ben = await Member.join({ port: rig.proxy.port, name: "ben", downloads });
  const path = rig.folder.join("film.bin");
  const sha256 = await writeRandomFile(path, 16 * MIB, Math.random);

  const huge = rig.folder.join("huge.bin");
  await writeRandomFile(huge, 40 * MIB, Math.random);
  ana.client.sendFile(huge);
  assert.equal((await ana.told("error"))["code"], "storage_full");

  ana.client.sendFile(path);
  await ben.told("transfer", isOf("progress"));
  await disk.fill();
  assert.equal((await ana.told("transfer", isOf("failed")))["code"], "storage_full");
  await ben.told("transfer", isOf("failed"));
  assert.deepEqual(Array.from(Deno.readDirSync(downloads)), [], "nothing unfinished is left");
  ana.say("the chat goes on");
  await ben.shown("the chat goes on");

  await disk.free();
  ana.client.sendFile(path);
  const done = await ben.told("transfer", isOf("done"));
  assert.equal(await digestOf(String(done["path"])), sha256);
  assert.deepEqual(judge({ database: rig.database, clients: [ana, ben] }), []);
});

Deno.test("files that are damaged in the spool are set aside with a loud line, never sent as whole", async () => {
  await using first = await Rig.start();
  await using ana = await Member.join({ port: first.server.port, name: "ana" });
  const path = first.folder.join("note.bin");
  await writeRandomFile(path, MIB, Math.random);
  ana.client.sendFile(path);
  const { id } = await ana.told("transfer", isOf("done"));
  await first.kill();
  const bytes = `${first.server.data}/spool/${id}.bin`;
  await Deno.truncate(bytes, MIB / 2);
  await first.restart();
  const { program, data } = first.server;
  await program.stderr.next((line) => line.includes("note.bin") && line.includes(".corrupt-"));
  const spool = Array.from(Deno.readDirSync(`${data}/spool`), ({ name }) => name);
  assert.ok(spool.length === 1 && spool[0]?.startsWith(`${id}.bin.corrupt-`), spool.join());
  ana.client.get(String(id));
  const { code } = await ana.told("transfer", isOf("failed"));
  assert.ok(code === "removed" || code === "no_such_file", String(code));
});

Deno.test("a second server on the same data says so and exits with 6; after a kill the next one starts at once", async () => {
  await using folder = await TempDir.make();
  const data = folder.join("data");
  await using first = await startServer({ data });
  const args = ["serve", "--host", "127.0.0.1", "--port", "0", "--data", data];
  const { code, stderr } = await runProgram(args);
  assert.equal(code, 6);
  assert.match(stderr, /Another server uses the data folder/);
  first.program.kill("SIGKILL");
  await first.program.ended;
  await using next = await startServer({ data });
  await using ana = await Member.join({ port: next.port, name: "ana" });
  assert.equal(ana.timesUp, 1);
});
