/** A window that is killed, and opened again by the same person. */
import assert from "node:assert/strict";
import { Member } from "../support/member.ts";
import { digestOf, writeRandomFile } from "../support/payload.ts";
import { Rig } from "../support/rig.ts";
import { TestBrowser } from "./support/browser.ts";
import { joinGui } from "./support/gui_client.ts";

const MIB = 2 ** 20;
const FILE_BYTES = 24 * MIB;

Deno.test("a window without --name goes on with a file when it is opened again under the same name", async () => {
  await using rig = await Rig.start({ plan: () => ({ bytesPerSecond: 6 * MIB }) });
  const downloads = rig.folder.join("ben");
  await using ben = await Member.join({ port: rig.server.port, name: "ben", downloads });
  const path = rig.folder.join("film.bin");
  const sha256 = await writeRandomFile(path, FILE_BYTES, Math.random);
  await using browser = await TestBrowser.start();
  const enter = async () => {
    const address = `127.0.0.1:${rig.proxy.port}`;
    const client = await joinGui({ address }, undefined, {
      env: { XDG_CONFIG_HOME: rig.folder.join("config") },
    });
    const { page } = await browser.open(client.url);
    const field = page.getByLabel("Your name");
    await field.fill("ana");
    await field.press("Enter");
    const composer = page.getByRole("textbox", { name: /message to/i });
    await composer.waitFor();
    return { client, composer };
  };
  {
    const { client, composer } = await enter();
    await using _client = client;
    await composer.fill(`/send ${path}`);
    await composer.press("Enter");
    await ben.told(
      "transfer",
      ({ state, bytes }) => state === "progress" && Number(bytes) >= FILE_BYTES / 3,
    );
    client.program.kill("SIGKILL");
    await client.program.ended;
  }
  const { client } = await enter();
  await using _client = client;
  const done = await ben.told("transfer", ({ state }) => state === "done");
  assert.equal(await digestOf(String(done["path"])), sha256);
  const noticed = ben.events.filter(({ type }) => type === "left" || type === "joined");
  assert.deepEqual(noticed.map(({ type }) => type), ["joined"], "nobody noticed");
});
