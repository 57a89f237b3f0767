/** What the terminal tells about the room and its connection, for as long as it is so. */
import assert from "node:assert/strict";
import { formatAddress } from "../../protocol/address.ts";
import { paneTest } from "../support/pane.ts";
import { joinRaw } from "../support/raw_client.ts";
import { ScriptedPeer, welcome } from "../support/scripted_peer.ts";
import { startServer } from "../support/server.ts";
import { isDay, joinPane, startPane } from "../support/terminal_client.ts";

paneTest("chat join says for as long as it runs that a plain connection is plain", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana");
  await ana.until((rows) => rows.at(-1) === "not encrypted · ana in main · 1 here");
});

paneTest("chat join says nothing of the kind on an encrypted connection", async () => {
  await using server = await startServer({ encrypted: true });
  await using ana = await joinPane(server, "ana", { encrypted: true });
  const rows = await ana.until((rows) => rows.at(-1) === "ana in main · 1 here");
  assert.doesNotMatch(rows.join("\n"), /not encrypted/i);
});

paneTest("chat join marks who has no key, and nobody else", async () => {
  await using server = await startServer();
  await using _early = await joinRaw(server, "early");
  await using ana = await joinPane(server, "ana");
  await using ben = await joinPane(server, "ben");
  await using bot = await joinRaw(server, "bot");
  await ana.until("* ~bot joined the chat!");
  await ben.enter("from ben");
  await bot.send({ type: "say", id: "1", text: "from bot" });
  await ana.until(/\[ben\] from ben/);
  await ana.until(/\[~bot\] from bot/);
  await ana.enter("/names");
  await ana.until("4 here: ~early, ana, ben, ~bot");
  await ana.until("~ marks guests: no key vouches for them");
  await ana.enter("/whois bot");
  await ana.until("bot is here, as a guest without a key");
});

paneTest(
  "chat join keeps the number of missed messages until there was time to see it",
  async () => {
    const at = "2026-11-22T21:04:00.000Z";
    const say = (seq: number, text: string) => (
      { type: "message", seq, id: `m${seq}`, at, from: "ben", text }
    );
    const members = ["ana", "ben"];
    using server = new ScriptedPeer();
    await using ana = await startPane(formatAddress(server.address), "ana");
    const first = await server.greet(welcome({ members, seq: 0 }), say(1, "before"));
    await ana.until(/\[ben\] before/);
    // Nobody sees the end of the word that is being typed as having read two messages.
    await ana.type("half a wo");
    first.connection[Symbol.dispose]();
    const back = welcome({ members, seq: 3, resumed: true, missed: 2 });
    using _second = (await server.greet(back, say(2, "one"), say(3, "two"))).connection;
    const status = "2 missed · not encrypted · ana in main · 2 here";
    const rows = await ana.until((rows) => rows.at(-1) === status);
    const from = rows.findIndex((row) => row.includes("missed while offline"));
    // Today is another day, unless it is that one.
    const shown = rows.slice(from).filter((row) => !isDay(row)).slice(0, 4);
    const texts = shown.map((row) => row.replace(/^.*\] /, ""));
    assert.deepEqual(texts, ["── missed while offline ──", "one", "two", "── 2 missed ──"]);
    await ana.type("rd");
    const typed = await ana.until((rows) => rows.at(-2) === "> half a word");
    assert.equal(typed.at(-1), status);
  },
);
