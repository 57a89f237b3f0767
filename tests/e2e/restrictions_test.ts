/** What operators do is read by everybody, and holds for as long as they said, whatever happens to the server. */
import assert from "node:assert/strict";
import { apply, joinKeyed, makeKey, type TestKey } from "../support/keyed_client.ts";
import { fingerprintOfKey, moderate, withOperator } from "../support/operators.ts";
import { connectRaw, joinRaw } from "../support/raw_client.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

const HOUR_MS = 3_600_000;

interface Deed {
  readonly name?: string;
  readonly text?: string;
  readonly forMs?: number;
}

Deno.test("everything that operators do stands in the log, also for those who come later", async () => {
  await using room = await withOperator();
  const keyed = await joinKeyed(room.server, "cleo", { key: await makeKey() });
  await using cleo = keyed.client;
  await using _ben = await joinRaw(room.server, "ben");
  const deeds: readonly (readonly [action: string, more: Deed])[] = [
    ["topic", { text: "cats" }],
    ["mute", { name: "ben", forMs: HOUR_MS }],
    ["unmute", { name: "ben" }],
    ["ban", { name: "192.0.2.7" }],
    ["unban", { name: "192.0.2.7" }],
    ["op", { name: "cleo" }],
    ["kick", { name: "ben" }],
  ];
  await room.op.send({ type: "say", id: "first", text: "order!" });
  for (const [action, more] of deeds) {
    assert.equal((await moderate(room.op, action, more)).type, "ack", action);
  }
  await using dora = await joinRaw(room.server, "dora");
  await room.op.send({ type: "say", id: "last", text: "thank you" });
  for (const reader of [cleo, dora]) {
    await reader.next("message", ({ id }) => id === "last");
    const entries = reader.lines.all.filter(({ type }) => type === "moderated");
    assert.deepEqual(
      entries.map(({ by, action, name, text }) => ({ by, action, name, text })),
      deeds.map(([action, { name, text }]) => ({ by: "op", action, name, text })),
    );
    const [forAWhile, ...others] = entries.filter(({ until }) => until !== undefined);
    const [at, until] = [forAWhile?.["at"], forAWhile?.["until"]].map((time) =>
      Date.parse(String(time))
    );
    assert.equal(Number(until) - Number(at), HOUR_MS);
    assert.deepEqual(others, []);
  }
});

/** What becomes of somebody with `key` who wants to join. */
async function attempt(server: TestServer, name: string, key: TestKey): Promise<unknown> {
  await using client = await apply(server, name, { key });
  const { type, code } = await client.lines.next(({ type }) =>
    type === "welcome" || type === "error"
  );
  return code ?? type;
}

Deno.test("bans and mutes for a time outlive a restart, and end when it is over", async () => {
  await using folder = await TempDir.make();
  const [op, eve, zoe] = [await makeKey(), await makeKey(), await makeKey()];
  const options = { data: folder.join("data"), args: ["--op", fingerprintOfKey(op)] };
  {
    await using server = await startServer(options);
    await using keeper = (await joinKeyed(server, "op", { key: op })).client;
    await using _eve = (await joinKeyed(server, "eve", { key: eve })).client;
    await using _zoe = (await joinKeyed(server, "zoe", { key: zoe })).client;
    await using _guest = await joinRaw(server, "guest");
    await moderate(keeper, "ban", { name: "eve", forMs: HOUR_MS });
    await moderate(keeper, "ban", { name: "zoe", forMs: 1 });
    await moderate(keeper, "mute", { name: "guest", forMs: HOUR_MS });
  }
  {
    await using server = await startServer(options);
    assert.equal(await attempt(server, "angel", eve), "banned", "whatever the name");
    assert.equal(await attempt(server, "zoe", zoe), "welcome", "the time is over");
    await using guest = await joinRaw(server, "another guest");
    await guest.send({ type: "say", id: "1", text: "hi" });
    assert.equal((await guest.next("error"))["code"], "muted", "a guest is its address");
    await using keeper = (await joinKeyed(server, "op", { key: op })).client;
    await moderate(keeper, "ban", { name: "127.0.0.1", forMs: HOUR_MS });
    await guest.closed;
  }
  await using server = await startServer(options);
  await using late = await connectRaw(server);
  assert.equal((await late.next("error"))["code"], "banned", "nobody from that address");
});
