/** A transfer whose connections break, or lie, after every possible byte. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Attempt, Direction, Fault, Plan } from "./lab/chaos_proxy.ts";
import { Member } from "./lab/member.ts";
import { digestOf, writeRandomFile } from "./lab/payload.ts";
import { randomFrom, seedFor } from "./lab/random.ts";
import { Rig } from "./lab/rig.ts";
import { offsets } from "./lab/scale.ts";

const FILE_BYTES = 1_500;
/** Transfer connections of one run that break, whosever they are. */
const BREAKS = 4;

type Fields = { readonly [field: string]: unknown };

for (const kind of ["cut", "half_close", "reset"] as const) {
  Deno.test(`a file whose transfers all end with a ${kind} after so many bytes arrives whole`, async () => {
    const random = randomFrom(seedFor("file"));
    let plan: (attempt: Attempt) => Plan = () => ({});
    await using rig = await Rig.start({ plan: (attempt) => plan(attempt) });
    const downloads = rig.folder.join("downloads");
    await using ana = await Member.join({ port: rig.proxy.port, name: "ana" });
    await using ben = await Member.join({ port: rig.proxy.port, name: "ben", downloads });
    for (const at of offsets) {
      const first = rig.proxy.connections.transfer;
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
    console.log(`${offsets.length} files over ${rig.proxy.connections.transfer} connections`);
    assert.equal(Array.from(Deno.readDirSync(downloads)).length, offsets.length, "no part is left");
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
