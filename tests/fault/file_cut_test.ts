/** A transfer whose connections break, or lie, after every possible byte. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Direction, Fault, Plan } from "../support/chaos_pipe.ts";
import type { Attempt } from "../support/chaos_proxy.ts";
import { Member } from "../support/member.ts";
import { digestOf, writeRandomFile } from "../support/payload.ts";
import { randomFrom, seedFor } from "./lab/random.ts";
import { CUTS } from "./lab/cuts.ts";
import { Rig } from "../support/rig.ts";
import { encryptedOffsets, offsets } from "./lab/scale.ts";

const FILE_BYTES = 1_500;
/** Transfer connections of one run that break, whosever they are. */
const BREAKS = 4;

type Fields = { readonly [field: string]: unknown };

for (const [how, kind] of CUTS) {
  Deno.test(`${how} file whose transfers all meet a ${kind} after so many bytes arrives whole`, async () => {
    const encrypted = how !== "a";
    // Once everybody is there, only transfers connect.
    const transfers = encrypted ? "encrypted" : "transfer";
    const places = encrypted ? encryptedOffsets : offsets;
    const random = randomFrom(seedFor("file"));
    let plan: (attempt: Attempt) => Plan = () => ({});
    await using rig = await Rig.start({ plan: (attempt) => plan(attempt), encrypted });
    const { encryption } = rig;
    const downloads = rig.folder.join("downloads");
    await using ana = await Member.join({ port: rig.proxy.port, encryption, name: "ana" });
    await using ben = await Member.join({
      port: rig.proxy.port,
      encryption,
      name: "ben",
      downloads,
    });
    for (const at of places) {
      const first = rig.proxy.connections[transfers];
      plan = ({ role, index }) => {
        if (role === "chat" || index >= first + BREAKS) return {};
        return { fault: { kind, at, direction: index % 2 === 0 ? "up" : "down" } };
      };
      const name = `${kind} ${at}`;
      const path = rig.folder.join(name);
      const sha256 = await writeRandomFile(path, FILE_BYTES, random);
      ana.client.sendFile(path);
      const isDone = (event: Fields) => event["name"] === name && event["state"] === "done";
      await Promise.all([ana.told("transfer", isDone), ben.told("transfer", isDone)]);
      assert.equal(await digestOf(join(downloads, name)), sha256, `after ${at} bytes`);
    }
    const failed = [ana, ben].flatMap(({ events }) => events)
      .filter(({ state }) => state === "failed");
    assert.deepEqual(failed, []);
    console.log(`${places.length} files over ${rig.proxy.connections[transfers]} connections`);
    assert.equal(Array.from(Deno.readDirSync(downloads)).length, places.length, "no part is left");
  });
}

for (const direction of ["up", "down"] as const satisfies readonly Direction[]) {
  Deno.test(`one bit that changes on the way ${direction} is noticed, and no file keeps its name`, async () => {
    // Behind the lines before the bytes, whose lengths vary a little.
    const fault: Fault = { kind: "corrupt", direction, at: 1_000 };
    const isHit = ({ role, index }: Attempt) => role === "transfer" && index < 2;
    await using rig = await Rig.start({ plan: (attempt) => isHit(attempt) ? { fault } : {} });
    const downloads = rig.folder.join("downloads");
    await using ana = await Member.join({ port: rig.proxy.port, name: "ana" });
    await using ben = await Member.join({ port: rig.proxy.port, name: "ben", downloads });
    const path = rig.folder.join("a");
    await writeRandomFile(path, FILE_BYTES, Math.random);
    ana.client.sendFile(path);
    const failed = await ben.told("transfer", ({ state }) => state === "failed");
    assert.equal(failed["code"], "bad_digest");
    assert.deepEqual(Array.from(Deno.readDirSync(downloads)), []);
    await ana.told("receipt", ({ state }) => state === "failed");
  });
}
