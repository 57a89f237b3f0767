/** Who is there: joining, dropping, coming back, leaving, and what is kept of it. */
import assert from "node:assert/strict";
import { LEAVE_GRACE_MS, NAME_HOLD_MS } from "../../../protocol/limits.ts";
import type { Hello } from "../../../protocol/messages.ts";
import { serverParts } from "../../support/server_parts.ts";

const HOST = "192.0.2.1";
const KEY = "A".repeat(43);

function hello(name: string, more: Partial<Hello> = {}): Hello {
  return { type: "hello", protocol: 1, role: "chat", name, ...more };
}

const CONNECTION = { replace: () => assert.fail("nobody came back") };

function open(opened?: Parameters<typeof serverParts>[0]) {
  const parts = serverParts(opened);
  const { rooms, presence, log, db, store } = parts;
  const join = (wish: Hello) => presence.join(wish, rooms.first, HOST);
  const entries = () =>
    db.prepare("SELECT line FROM entries ORDER BY seq").all().map(({ line }) => {
      const { type, name, reason } = JSON.parse(String(line));
      return [type, name, reason].filter((field) => field !== undefined).join(" ");
    });
  const restart = async () => {
    await log.settled();
    return open({ db, store });
  };
  return { ...parts, join, entries, restart };
}

Deno.test("Presence.join() lets a name be had once, whoever asks in the same turn", async () => {
  const { join, entries, rooms, close } = open();
  const asked = ["ana", "ANA", "ben"].map((name) => join(hello(name)));
  const outcomes = await Promise.allSettled(asked);
  assert.deepEqual(outcomes.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
  const { reason } = outcomes[1] as PromiseRejectedResult;
  assert.equal(reason.code, "name_taken");
  assert.deepEqual(entries(), ["joined ana", "joined ben"]);
  assert.deepEqual(rooms.first.names(), ["ana", "ben"]);
  await close();
});

Deno.test("Presence.join() takes back who shows its token, as who it was and without a word to others", async () => {
  const { join, entries, presence, close } = open();
  const ana = await join(hello("ana"));
  presence.attach(ana.member, CONNECTION);
  presence.confirm(ana.member);
  await presence.drop(ana.member, CONNECTION);
  const again = await join(hello("somebody", { token: ana.token }));
  assert.equal(again.member, ana.member);
  assert.ok(again.isResumed && again.seq === undefined && again.token !== ana.token);
  // Until the client has shown that it knows the new one, the old one is good as well.
  assert.equal((await join(hello("x", { token: ana.token }))).member, ana.member);
  assert.deepEqual(entries(), ["joined ana"]);
  await close();
});

Deno.test("Presence keeps hashes of tokens, and no token", async () => {
  const { join, db, close } = open();
  const { token } = await join(hello("ana"));
  const everything = JSON.stringify(db.prepare("SELECT * FROM members").all());
  assert.ok(!everything.includes(token));
  await close();
});

Deno.test("Presence.sweep() shows who is gone, frees its name later, and still takes its token", async () => {
  const { join, entries, presence, clock, log, close } = open();
  const ana = await join(hello("ana"));
  presence.attach(ana.member, CONNECTION);
  presence.confirm(ana.member);
  await presence.drop(ana.member, CONNECTION);
  clock.pass(LEAVE_GRACE_MS);
  presence.sweep();
  presence.sweep();
  await log.settled();
  assert.deepEqual(entries(), ["joined ana", "left ana lost"]);
  await assert.rejects(join(hello("ana")), { code: "name_taken" });
  clock.pass(NAME_HOLD_MS);
  presence.sweep();
  await log.settled();
  const other = await join(hello("ana"));
  assert.notEqual(other.member, ana.member);
  await assert.rejects(join(hello("ana", { token: ana.token })), { code: "name_taken" });
  await presence.quit(other.member, undefined, "quit");
  const back = await join(hello("ana", { token: ana.token }));
  assert.equal(back.member, ana.member);
  assert.deepEqual(entries().slice(2), ["joined ana", "left ana quit", "joined ana"]);
  await close();
});

Deno.test("Presence.quit() forgets who has said goodbye, but not whoever has come back meanwhile", async () => {
  const { join, entries, presence, rooms, close } = open();
  const ana = await join(hello("ana"));
  presence.attach(ana.member, CONNECTION);
  // Both in one turn: the old connection says goodbye while the new one shows its token.
  const again = join(hello("ana", { token: ana.token }));
  await presence.quit(ana.member, CONNECTION, "quit");
  assert.equal((await again).member, ana.member);
  assert.deepEqual(rooms.first.names(), ["ana"]);
  assert.deepEqual(entries(), ["joined ana"]);
  await presence.quit(ana.member, undefined, "quit");
  assert.deepEqual(rooms.first.names(), []);
  const stranger = await join(hello("ana", { token: (await again).token }));
  assert.ok(!stranger.isResumed);
  await close();
});

Deno.test("Presence.drop() keeps nothing for a client that never showed that it was welcomed", async () => {
  const { join, presence, close } = open();
  const ana = await join(hello("ana"));
  presence.attach(ana.member, CONNECTION);
  await presence.drop(ana.member, CONNECTION);
  assert.notEqual((await join(hello("ana"))).member, ana.member);
  await close();
});

Deno.test("Presence.join() keeps a name for the key that used it first, over a restart", async () => {
  const first = open();
  const ana = await first.join(hello("ana", { key: KEY }));
  await first.presence.quit(ana.member, undefined, "quit");
  const second = await first.restart();
  await assert.rejects(second.join(hello("ana")), { code: "name_owned" });
  await assert.rejects(second.join(hello("Ana", { key: "B".repeat(43) })), { code: "name_owned" });
  assert.equal((await second.join(hello("Ana", { key: KEY }))).member.name, "Ana");
  await second.close();
});

Deno.test("Roster takes over who was there at a restart: by token, or by the key of a name", async () => {
  const first = open();
  const ana = await first.join(hello("ana", { key: KEY }));
  const ben = await first.join(hello("ben"));
  const second = await first.restart();
  assert.deepEqual(second.rooms.first.names(), ["ana", "ben"]);
  assert.deepEqual(second.rooms.first.guests(), ["ben"]);
  const byKey = await second.join(hello("ana", { key: KEY }));
  assert.deepEqual([byKey.isResumed, byKey.member.author], [true, ana.member.author]);
  const byToken = await second.join(hello("?", { token: ben.token }));
  assert.deepEqual([byToken.isResumed, byToken.member.author], [true, ben.member.author]);
  second.clock.pass(LEAVE_GRACE_MS);
  second.presence.attach(byKey.member, CONNECTION);
  second.presence.sweep();
  await second.log.settled();
  assert.deepEqual(second.entries(), ["joined ana", "joined ben", "left ben lost"]);
  await second.close();
});
