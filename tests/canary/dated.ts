/**
 * A check that is wrong on purpose: it holds on the day of `CHAT_CANARY_AT` alone.
 *
 * `.ci/run` expects it to be green today, and red where it runs the tests on another day: so that
 * run would have found a test that depends on the day it was written. No part of the tests.
 * @module
 */
import assert from "node:assert/strict";
import { formatAddress } from "../../protocol/address.ts";
import { paneTest } from "../support/pane.ts";
import { message, ScriptedPeer, welcome } from "../support/scripted_peer.ts";
import { isDay, startPane } from "../support/terminal_client.ts";

paneTest("a message of the day on which this was written is one of today", async () => {
  const at = Deno.env.get("CHAT_CANARY_AT");
  using server = new ScriptedPeer();
  await using ana = await startPane(formatAddress(server.address), "ana");
  using _connection =
    (await server.greet(welcome({ seq: 1 }), message(1, "hello", { at }))).connection;
  const rows = await ana.until(/\[ben\] hello/);
  const days = rows.filter(isDay);
  assert.equal(days.length, 1, `more days than one: ${days.join(" ")}`);
});
