import { PartFile } from "../../../client/core/transfers/part_file.ts";
import assert from "node:assert/strict";
import { Arrival } from "../../../client/gui/arrival.ts";
import { TempDir } from "../../support/temp_dir.ts";

async function begin(size: number): Promise<{ part: PartFile; folder: TempDir }> {
  const folder = await TempDir.make();
  return { part: await PartFile.open({ folder: folder.path, name: "a" }, "1-a", size), folder };
}

const never = new AbortController().signal;

Deno.test("Arrival: bytes can be read as they come, the last one when the digest is right", async () => {
  const { part, folder } = await begin(3);
  await using _ = folder;
  using _part = part;
  const arrival = new Arrival(part);
  assert.equal(arrival.readable, 0);
  const second = arrival.until(1, never);
  await part.append(new Uint8Array(2));
  await second;
  await part.append(new Uint8Array(1));
  assert.deepEqual([arrival.readable, arrival.size], [2, 3]);
  const last = arrival.until(2, never).then(() => arrival.readable);
  arrival.verified("/elsewhere");
  assert.equal(await last, 3);
  assert.equal(arrival.path, "/elsewhere");
});

Deno.test("Arrival: nobody waits for a file that is lost, or after they went away", async () => {
  const { part, folder } = await begin(3);
  await using _ = folder;
  const arrival = new Arrival(part);
  const gone = new AbortController();
  const unwanted = arrival.until(1, gone.signal);
  gone.abort();
  await unwanted;
  await part.append(new Uint8Array(1));
  const waiting = arrival.until(1, never);
  part[Symbol.dispose]();
  arrival.lost();
  await waiting;
  assert.equal(arrival.readable, 0);
});
