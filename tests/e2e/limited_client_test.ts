/** What a person sees of a limit, and that nothing is lost by it. */
import { RENAME_BURST } from "../../server/base/budgets.ts";
import { JOIN_BURST } from "../../server/door/join_rates.ts";
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { metricsUrl, timesLimited } from "../support/metrics.ts";
import { runProgram } from "../support/program.ts";
import { joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

Deno.test("whoever joins too often is told so, and a script by its exit code", async () => {
  const more = ["--max-per-address", "1000", "--limit-loopback"];
  await using server = await startServer({ args: ["--join-rate", "1/min", ...more] });
  for (let index = 0; index < JOIN_BURST; index++) {
    await using ben = await joinRaw(server, "ben");
    await ben.send({ type: "leave" });
    await ben.closed;
  }
  const { code, stderr } = await runProgram(["send", server.address, "--name", "ana", "hi"]);
  assert.equal(code, 4);
  assert.match(stderr, /Too often in a short time/);
});

Deno.test("one rename too many is told to the one who asked, who stays and is heard", async () => {
  await using server = await startServer({ args: ["--rename-rate", "1/min"] });
  await using ana = await join(server, "ana", { mode: "lines" });
  for (let index = 0; index < RENAME_BURST; index++) {
    await ana.say(`/nick ana${index}`);
    await ana.line(new RegExp(`ana${index}$`));
  }
  await ana.say("/nick more");
  await ana.line(/^! Too often in a short time/);
  await using ben = await joinRaw(server, "ben");
  await ana.say("still here");
  const { from } = await ben.next("message");
  assert.equal(from, `ana${RENAME_BURST - 1}`);
});

Deno.test("files beyond a member's transfers and space wait their turn, and all arrive", async () => {
  const limits = ["--max-transfers", "1", "--max-offers", "2", "--metrics", "127.0.0.1:0"];
  await using server = await startServer({ args: limits });
  const url = await metricsUrl(server);
  await using folder = await TempDir.make();
  await using ben = await join(server, "ben");
  await using ana = await join(server, "ana");
  const names = ["1", "2", "3", "4"];
  const paths = names.map((name) => folder.join(`${name}.bin`));
  for (const path of paths) await Deno.writeFile(path, new Uint8Array(16 * 2 ** 20));
  await ana.say(`/send ${paths.join(" ")}`);
  const arrived = [];
  while (arrived.length < names.length) {
    const done = await ben.next(({ type, state }) => type === "transfer" && state === "done");
    arrived.push(String(done["name"]).replace(".bin", ""));
  }
  assert.deepEqual(arrived.sort(), names);
  const limited = ["max-offers", "max-transfers"].map((label) => timesLimited(url, label));
  assert.ok(Math.max(...await Promise.all(limited)) > 0, "a limit was met on the way");
});
