/** A client that is sent nonsense, instead of the welcome and after it: it goes on or ends, and nothing is thrown. */
import { TestedClient } from "../support/tested_client.ts";
import assert from "node:assert/strict";
import fc from "fast-check";
import { almostLines, almostObject, fuzzingConnections, SEED } from "../support/fuzz.ts";
import { OPENINGS, SERVER_LINES } from "../support/samples.ts";
import { ScriptedPeer } from "../support/scripted_peer.ts";

const LINES = [...OPENINGS.server, ...OPENINGS.transfer, ...Object.values(SERVER_LINES)]
  .map((line) => JSON.stringify(line));
const encoder = new TextEncoder();

Deno.test(`a client survives nonsense, seed ${SEED}`, async () => {
  const objects = fc.array(fc.constantFrom(...LINES).chain(almostObject), { maxLength: 8 })
    .map((lines) => encoder.encode(lines.join("\n") + "\n"));
  const nonsense = fc.oneof(almostLines(LINES), objects);
  let welcomes = 0;
  await fc.assert(
    fc.asyncProperty(nonsense, fc.boolean(), async (bytes, isWelcome) => {
      using peer = new ScriptedPeer();
      // Without coming back, whatever ends the connection ends the client.
      await using tested = new TestedClient({ address: peer.address, reconnectMs: 0 });
      using connection = await peer.accept();
      await connection.next("hello");
      if (isWelcome) {
        await connection.send(SERVER_LINES.welcome);
        welcomes++;
      }
      // The client may have closed already, which is its right.
      await connection.sendRaw(bytes).catch(() => {});
      connection[Symbol.dispose]();
      const events = await tested.rest();
      const last = events.at(-1);
      assert.ok(last?.type === "link" && last.state === "closed", JSON.stringify(last));
      assert.equal(events.some(({ type }) => type === "welcome"), last.wasUp);
      if (isWelcome) assert.ok(last.wasUp);
    }),
    fuzzingConnections(200),
  );
  assert.ok(welcomes > 0);
});
