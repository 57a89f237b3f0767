/** Operators keep order, and everything they do stands in the log. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { apply, joinKeyed, makeKey } from "../support/keyed_client.ts";
import { fingerprintOfKey, moderate, withOperator } from "../support/operators.ts";
import { runProgram } from "../support/program.ts";
import { connectRaw, joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

Deno.test("only operators may keep order", async () => {
  await using room = await withOperator();
  assert.equal(room.welcome["operator"], true);
  await using ben = await joinRaw(room.server, "ben");
  assert.equal(ben.lines.all[0]?.["operator"], undefined);
  for (const action of ["kick", "ban", "unban", "mute", "unmute", "op", "topic"]) {
    const answer = await moderate(ben, action, { name: "op", text: "x" });
    assert.equal(answer["code"], "not_operator", action);
  }
});

Deno.test("a kicked member is gone at once, and everybody reads who did it", async () => {
  await using room = await withOperator();
  await using ben = await joinRaw(room.server, "ben");
  await using cleo = await joinRaw(room.server, "cleo");
  assert.equal((await moderate(room.op, "kick", { name: "BEN" })).type, "ack");
  assert.equal((await ben.next("closing"))["code"], "kicked");
  await ben.closed;
  const { by, action, name } = await cleo.next("moderated");
  assert.deepEqual([by, action, name], ["op", "kick", "ben"]);
  assert.equal((await cleo.next("left"))["reason"], "kicked");
  await using again = await joinRaw(room.server, "ben");
  assert.equal(again.lines.all[0]?.["you"], "ben");
  assert.equal((await moderate(room.op, "kick", { name: "nobody" }))["code"], "no_such_member");
});

Deno.test("a ban goes for the key whatever name it takes, until it is ended", async () => {
  await using room = await withOperator();
  const key = await makeKey();
  const { client: eve } = await joinKeyed(room.server, "eve", { key });
  await using _eve = eve;
  await moderate(room.op, "ban", { name: "eve" });
  assert.equal((await eve.next("closing"))["code"], "banned");
  await eve.closed;
  await using other = await apply(room.server, "angel", { key });
  assert.equal((await other.next("error"))["code"], "banned");
  await using ben = await joinRaw(room.server, "ben");
  await moderate(room.op, "unban", { name: "EVE" });
  await ben.next("moderated", ({ action }) => action === "unban");
  const { client: back } = await joinKeyed(room.server, "eve", { key });
  await back[Symbol.asyncDispose]();
  assert.equal((await moderate(room.op, "unban", { name: "eve" }))["code"], "no_such_member");
});

Deno.test("a guest is banned by its address, which lets nobody in any more, for a time", async () => {
  await using room = await withOperator();
  await using eve = await joinRaw(room.server, "eve");
  await moderate(room.op, "ban", { name: "eve", forMs: 3_600_000 });
  assert.equal((await eve.next("closing"))["code"], "banned");
  await using late = await connectRaw(room.server);
  assert.equal((await late.next("error"))["code"], "banned");
  assert.equal((await moderate(room.op, "unban", { name: "127.0.0.1" })).type, "ack");
  await using ben = await joinRaw(room.server, "ben");
  assert.equal((await moderate(room.op, "ban", { name: "192.0.2.7" })).type, "ack");
  const { name, until } = await ben.next("moderated");
  assert.deepEqual([name, until], ["192.0.2.7", undefined]);
});

Deno.test("bans and topics outlive a restart of the server", async () => {
  await using folder = await TempDir.make();
  const [op, eve] = [await makeKey(), await makeKey()];
  const options = { data: folder.join("data"), args: ["--op", fingerprintOfKey(op)] };
  {
    await using server = await startServer(options);
    const { client } = await joinKeyed(server, "op", { key: op });
    await using _client = client;
    const { client: other } = await joinKeyed(server, "eve", { key: eve });
    await other[Symbol.asyncDispose]();
    await moderate(client, "ban", { name: "eve" });
    await moderate(client, "topic", { text: "cats" });
  }
  await using server = await startServer(options);
  await using late = await apply(server, "eve", { key: eve });
  assert.equal((await late.next("error"))["code"], "banned");
  await using ben = await joinRaw(server, "ben");
  assert.equal(ben.lines.all[0]?.["topic"], "cats");
});

Deno.test("a muted member reads on, and is told why nobody hears it", async () => {
  await using room = await withOperator();
  const { client: eve } = await joinKeyed(room.server, "eve", { key: await makeKey() });
  await using _eve = eve;
  await using ben = await joinRaw(room.server, "ben");
  await moderate(room.op, "mute", { name: "eve", forMs: 3_600_000 });
  const requests = [
    { type: "say", id: "1", text: "hi" },
    { type: "offer", id: "2", name: "x.txt", size: 1 },
    { type: "rename", id: "3", name: "angel" },
  ];
  for (const request of requests) {
    await eve.send(request);
    assert.equal((await eve.next("error"))["code"], "muted", request.type);
  }
  await ben.send({ type: "say", id: "1", text: "can you hear me?" });
  await eve.next("message");
  await moderate(room.op, "unmute", { name: "eve" });
  await eve.send({ type: "say", id: "4", text: "yes" });
  await ben.next("message", ({ text }) => text === "yes");
});

Deno.test("the token of a server without operators makes the first one, once", async () => {
  await using folder = await TempDir.make();
  const data = folder.join("data");
  const offered = /type this in the room is its operator: \/op ([0-9a-f]{32})$/;
  let token = "";
  {
    await using server = await startServer({ data });
    const line = await server.program.stdout.next((text) => offered.test(text));
    token = offered.exec(line)?.[1] as string;
    await using guest = await joinRaw(server, "guest");
    assert.equal((await moderate(guest, "op", { text: token }))["code"], "not_operator");
    await using ana = await join(server, "ana", { args: ["--mode", "lines"], mode: "lines" });
    await ana.say(`/op ${token}`);
    await ana.line(/You are an operator now/);
    const entry = await guest.next("moderated");
    assert.deepEqual(
      [entry["name"], entry["text"]],
      ["ana", undefined],
      "the token is told nobody",
    );
    await ana.say("/topic cats and dogs");
    await guest.next("moderated", ({ text }) => text === "cats and dogs");
    await ana.say("/mute guest 10m");
    assert.match(String((await guest.next("moderated"))["until"]), /^\d{4}-.*Z$/);
    await ana.say("/op nobody");
    await ana.line(/^! Nobody/);
    const { client: eve } = await joinKeyed(server, "eve", { key: await makeKey() });
    assert.equal((await moderate(eve, "op", { text: token }))["code"], "not_operator");
    await eve[Symbol.asyncDispose]();
  }
  await using server = await startServer({ data });
  await using ben = await joinRaw(server, "ben");
  await ben.send({ type: "leave" });
  await ben.closed;
  assert.ok(!server.program.stdout.all.some((line) => offered.test(line)));
});

Deno.test("chat identity prints the fingerprint that --op takes", async () => {
  await using folder = await TempDir.make();
  const env = { XDG_CONFIG_HOME: folder.path };
  const { stdout } = await runProgram(["identity"], { env });
  assert.match(stdout, /^[\w-]{43}$/);
  await using server = await startServer({ args: ["--op", stdout] });
  await using ana = await join(server, "ana", { env });
  await using ben = await joinRaw(server, "ben");
  await ana.say("/kick ben");
  assert.equal((await ben.next("closing"))["code"], "kicked");
});

Deno.test("an operator's request that is sent again is done once", async () => {
  await using room = await withOperator();
  await using ben = await joinRaw(room.server, "ben");
  const request = { type: "moderate", id: "same", action: "topic", text: "once" };
  await room.op.send(request, request);
  await room.op.next("ack", ({ duplicate }) => duplicate === undefined);
  await room.op.next("ack", ({ duplicate }) => duplicate === true);
  await room.op.send({ type: "say", id: "after", text: "done" });
  await ben.next("message");
  assert.equal(ben.lines.all.filter(({ type }) => type === "moderated").length, 1);
});
