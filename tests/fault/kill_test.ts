/** The server is killed at random moments while people talk and a file travels. */
import assert from "node:assert/strict";
import { Crowd } from "./lab/crowd.ts";
import { Member } from "./lab/member.ts";
import { judge } from "./lab/oracle.ts";
import { randomFrom, seedFor } from "./lab/random.ts";
import { Rig } from "./lab/rig.ts";
import { IS_LONG } from "./lab/scale.ts";
import { digestOf, writeRandomFile } from "./lab/payload.ts";
import { sleep } from "../../protocol/sleep.ts";

const MIB = 2 ** 20;
const KILLS = IS_LONG ? 20 : 3;
const PEOPLE = IS_LONG ? 20 : 8;
const RECEIVERS = 3;
const FILE_BYTES = 64 * MIB;
/** The file takes long enough that every kill meets it. */
const FILE_BYTES_PER_SECOND = FILE_BYTES / (KILLS * 2.5);
const MAX_SENT_AGAIN = 2 * MIB;

Deno.test("a server that is killed again and again loses nothing, and files go on where they were", async () => {
  const random = randomFrom(seedFor("kill -9"));
  await using rig = await Rig.start({
    plan: ({ role }) => role === "transfer" ? { bytesPerSecond: FILE_BYTES_PER_SECOND } : {},
  });
  await using crowd = await Crowd.join({ port: rig.server.port, size: PEOPLE, random });
  await using receivers = new AsyncDisposableStack();
  const readers: Member[] = [];
  for (let index = 0; index < RECEIVERS; index++) {
    const downloads = rig.folder.join(`downloads ${index}`);
    const options = { port: rig.server.port, name: `receiver ${index}`, downloads, random };
    readers.push(receivers.use(await Member.join(options)));
  }
  await using sender = await Member.join({ port: rig.proxy.port, name: "sender", random });
  const path = rig.folder.join("film.bin");
  const sha256 = await writeRandomFile(path, FILE_BYTES, random);
  sender.client.sendFile(path);
  await sender.told("transfer", ({ state }) => state === "started");
  crowd.talk(10);

  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(200 + 1_500 * random());
    await rig.kill();
    await rig.restart();
  }
  await sender.told("transfer", ({ state }) => state === "done");
  const paths = await Promise.all(
    readers.map((reader) => reader.told("transfer", ({ state }) => state === "done")),
  );
  await crowd.settle();

  const clients = [...crowd.members, ...readers, sender];
  assert.deepEqual(judge({ database: rig.database, clients, said: crowd.said }), []);
  for (const { path } of paths) assert.equal(await digestOf(String(path)), sha256);
  const again = rig.proxy.transferBytes.up - FILE_BYTES;
  const messages = crowd.members.reduce((sum, { said }) => sum + said.length, 0);
  console.log(
    `${KILLS} kills, ${messages} messages, ${
      Math.round(again / KILLS / 1024)
    } KiB sent again per kill`,
  );
  assert.ok(again <= KILLS * MAX_SENT_AGAIN, `${again} bytes were sent again`);
});
