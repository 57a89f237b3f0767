/** The server is killed at random moments while people talk and a file travels. */
import assert from "node:assert/strict";
import { Crowd } from "./lab/crowd.ts";
import { Member } from "../support/member.ts";
import { judge } from "./lab/oracle.ts";
import { randomFrom, seedFor } from "./lab/random.ts";
import { Rig } from "../support/rig.ts";
import { IS_LONG } from "./lab/scale.ts";
import { digestOf, writeRandomFile } from "../support/payload.ts";
import { sleep } from "../../protocol/sleep.ts";

const MIB = 2 ** 20;
const KILLS = IS_LONG ? 20 : 3;
const PEOPLE = IS_LONG ? 20 : 8;
const RECEIVERS = 3;
const FILE_BYTES = 64 * MIB;
/** The file takes long enough that every kill meets it. */
const FILE_BYTES_PER_SECOND = FILE_BYTES / (KILLS * 2.5);
const MAX_SENT_AGAIN = 2 * MIB;
/** One message as it travels with TLS, at most. */
const MESSAGE_BYTES = 300;

for (const how of ["a server", "an encrypting server"]) {
  Deno.test(`${how} that is killed again and again loses nothing, and files go on where they were`, async () => {
    const random = randomFrom(seedFor("kill -9"));
    await using rig = await Rig.start({
      plan: ({ role }) => role === "chat" ? {} : { bytesPerSecond: FILE_BYTES_PER_SECOND },
      encrypted: how !== "a server",
    });
    const { encryption } = rig;
    const direct = { port: rig.server.port, encryption, random };
    const proxied = { port: rig.proxy.port, encryption, random };
    await using crowd = await Crowd.join({ ...direct, size: PEOPLE });
    await using receivers = new AsyncDisposableStack();
    const readers: Member[] = [];
    for (let index = 0; index < RECEIVERS; index++) {
      const downloads = rig.folder.join(`downloads ${index}`);
      // What one of them gets is counted on its way.
      const where = index === 0 ? proxied : direct;
      const reader = await Member.join({ ...where, name: `receiver ${index}`, downloads });
      readers.push(receivers.use(reader));
    }
    await using sender = await Member.join({ ...proxied, name: "sender" });
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
    await crowd.settle(...readers, sender);

    const clients = [...crowd.members, ...readers, sender];
    assert.deepEqual(judge({ database: rig.database, clients, said: crowd.said }), []);
    for (const { path } of paths) assert.equal(await digestOf(String(path)), sha256);
    const messages = crowd.members.reduce((sum, { said }) => sum + said.length, 0);
    const { up, down } = rig.proxy.transferBytes;
    // Encrypted, the two conversations that pass the proxy cannot be told from the file: at most what was said, to both.
    const talk = encryption === undefined ? 0 : 2 * messages * MESSAGE_BYTES;
    const again = { up: up - FILE_BYTES, down: down - FILE_BYTES - talk };
    console.log(
      `${KILLS} kills, ${messages} messages, crossed the wire again per kill: ` +
        `${kib(again.up)} KiB to the server, ${kib(again.down)} KiB from it`,
    );
    assert.ok(again.up <= KILLS * MAX_SENT_AGAIN, `${again.up} bytes were sent again`);
    assert.ok(again.down <= KILLS * MAX_SENT_AGAIN, `${again.down} bytes were received again`);
    const told = clients.flatMap(({ events }) => events)
      .filter(({ code }) => code === "trusted").length;
    // Both addresses were new once; the certificate is the same after every restart.
    assert.equal(told, encryption === undefined ? 0 : 2);
  });
}

const kib = (bytes: number) => Math.round(bytes / KILLS / 1024);
