/** A server that is sent nonsense, before and after the welcome, while others go on. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { almostLines, almostObject, fuzzingConnections, SEED } from "../support/fuzz.ts";
import { OPENINGS, REQUESTS } from "../support/samples.ts";
import { connectRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";

const LINES = [...OPENINGS.client, ...Object.values(REQUESTS)].map((line) => JSON.stringify(line));
const encoder = new TextEncoder();

for (const encrypted of [false, true]) {
  const how = encrypted ? "encrypted" : "plain";
  Deno.test(`a server survives nonsense (${how}), seed ${SEED}`, async () => {
    await using server = await startServer({
      encrypted,
      args: ["--rate-limit", "off"],
    });
    await using ana = await connectRaw(server);
    await using ben = await connectRaw(server);
    await ana.hello("ana");
    await ben.hello("ben");
    const objects = fc.array(fc.constantFrom(...LINES).chain(almostObject), { maxLength: 6 })
      .map((lines) => encoder.encode(lines.join("\n") + "\n"));
    const nonsense = fc.oneof(almostLines(LINES), objects);
    let round = 0;
    await fc.assert(
      fc.asyncProperty(nonsense, fc.boolean(), async (bytes, isWelcome) => {
        round++;
        {
          await using eve = await connectRaw(server);
          if (isWelcome) {
            await eve.hello(`eve ${round}`);
          }
          // The server may have closed already, which is its right.
          await eve.sendBytes(bytes).catch(() => {});
          await eve.endSending().catch(() => {});
        }
        await ana.send({ type: "say", id: `r${round}`, text: String(round) });
        await ben.next("message", ({ id, from }) => id === `r${round}` && from === "ana");
      }),
      fuzzingConnections(100),
    );
    assert.ok(round > 0);
    assert.ok(!server.program.stderr.all.some((line) => /unexpected error/i.test(line)));
  });
}
