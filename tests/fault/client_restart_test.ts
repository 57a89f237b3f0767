/** Clients that are killed in the middle of a file, and started again. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { digestOf, writeRandomFile } from "../support/payload.ts";
import { Member } from "../support/member.ts";
import { Rig } from "../support/rig.ts";

const MIB = 2 ** 20;
const FILE_BYTES = 24 * MIB;
const SLOW = { plan: () => ({ bytesPerSecond: 6 * MIB }) };
/** What a kernel may hold of a connection that is killed. */
const MAX_AGAIN = 8 * MIB;

type Fields = { readonly [field: string]: unknown };
const hasMoved = ({ state, bytes }: Fields) =>
  state === "progress" && Number(bytes) >= FILE_BYTES / 2;
const isDone = ({ type, state }: Fields) => type === "transfer" && state === "done";

/** A client process that goes through the proxy and keeps what it remembers in the rig's folder. */
function start(rig: Rig, name: string) {
  const env = { XDG_CONFIG_HOME: rig.folder.join("config") };
  const downloads = rig.folder.join("downloads");
  return join({ address: `127.0.0.1:${rig.proxy.port}` }, name, { env, downloads });
}

Deno.test("a sender that is killed and started again goes on as the same member where it was", async () => {
  await using rig = await Rig.start(SLOW);
  const downloads = rig.folder.join("ben");
  await using ben = await Member.join({ port: rig.server.port, name: "ben", downloads });
  const path = rig.folder.join("film.bin");
  const sha256 = await writeRandomFile(path, FILE_BYTES, Math.random);
  {
    await using ana = await start(rig, "ana");
    await ana.say(`/send ${path}`);
    await ana.next(hasMoved);
  }
  await using ana = await start(rig, "ana");
  await ana.next(isDone);
  const done = await ben.told("transfer", isDone);
  assert.equal(await digestOf(String(done["path"])), sha256);
  const again = rig.proxy.transferBytes.up - FILE_BYTES;
  console.log(`sent again: ${Math.round(again / 1024)} KiB`);
  assert.ok(again < MAX_AGAIN, `${again} bytes were sent again`);
  const noticed = ben.events.filter(({ type }) => type === "left" || type === "joined");
  assert.deepEqual(noticed.map(({ type }) => type), ["joined"], "nobody noticed");
});

Deno.test("a file that changed while its sender was away is not continued, and the room is told", async () => {
  await using rig = await Rig.start(SLOW);
  await using ben = await Member.join({ port: rig.server.port, name: "ben" });
  const path = rig.folder.join("film.bin");
  await writeRandomFile(path, FILE_BYTES, Math.random);
  const { mtime } = await Deno.stat(path);
  {
    await using ana = await start(rig, "ana");
    await ana.say(`/send ${path}`);
    await ana.next(hasMoved);
  }
  {
    using file = await Deno.open(path, { write: true });
    await file.write(new Uint8Array(100));
  }
  // Only the contents tell.
  await Deno.utime(path, mtime as Date, mtime as Date);
  await using ana = await start(rig, "ana");
  const failed = await ana.next(({ state }) => state === "failed");
  assert.equal(failed["code"], "file_changed");
  await ben.told("notice", ({ code }) => code === "withdrawn");
});

Deno.test("a receiver that is killed and started again goes on with its part", async () => {
  await using rig = await Rig.start(SLOW);
  await using ana = await Member.join({ port: rig.server.port, name: "ana" });
  const path = rig.folder.join("film.bin");
  const sha256 = await writeRandomFile(path, FILE_BYTES, Math.random);
  {
    await using ben = await start(rig, "ben");
    ana.client.sendFile(path);
    await ben.next(hasMoved);
  }
  await using ben = await start(rig, "ben");
  const done = await ben.next(isDone);
  assert.equal(await digestOf(String(done["path"])), sha256);
  const files = Array.from(Deno.readDirSync(ben.downloads), ({ name }) => name);
  assert.deepEqual(files, ["film.bin"]);
  const again = rig.proxy.transferBytes.down - FILE_BYTES;
  console.log(`received again: ${Math.round(again / 1024)} KiB`);
  assert.ok(again < MAX_AGAIN, `${again} bytes were received again`);
});
