/** Many small files go through without waiting for a rate that is made for people who type. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { metricsUrl, timesLimited } from "../support/metrics.ts";
import { runProgram } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

const FILES = 100;

Deno.test("a hundred small files are sent and received, and no limit is met", async () => {
  await using server = await startServer({ args: ["--metrics", "127.0.0.1:0"] });
  const url = await metricsUrl(server);
  await using folder = await TempDir.make();
  const paths = Array.from({ length: FILES }, (_, at) => folder.join(`${at}.txt`));
  for (const path of paths) await Deno.writeTextFile(path, path);
  await using ben = await join(server, "ben");
  const sent = await runProgram(["send", server.address, "--name", "ana", "--file", ...paths]);
  assert.equal(sent.code, 0, sent.stderr);
  for (const _ of paths) await ben.next(({ state }) => state === "done");
  for (const path of paths) {
    const name = path.slice(folder.path.length + 1);
    assert.equal(await Deno.readTextFile(`${ben.downloads}/${name}`), path);
  }
  assert.equal(await timesLimited(url, "rate-limit"), 0);
});
