/** Coming back after a broken connection, as PROTOCOL.md promises it. */
import assert from "node:assert/strict";
import { connectRaw, joinRaw, type RawClient } from "../support/raw_client.ts";
import { startServer, type TestServer } from "../support/server.ts";

const texts = (client: RawClient) =>
  client.lines.all.filter(({ type }) => type === "message").map(({ text }) => text);

async function sayAndWait(client: RawClient, id: string): Promise<void> {
  await client.send({ type: "say", id: id.replaceAll(" ", "-"), text: id });
  await client.next("ack");
}

/** A line of its own makes a client somebody whom the server waits for. */
async function ping(client: RawClient): Promise<void> {
  await client.send({ type: "ping" });
  await client.next("pong");
}

/** Comes back with what `welcome` and `since` remember. */
async function resume(server: TestServer, token: unknown, since: unknown, log: unknown) {
  const client = await connectRaw(server);
  const welcome = await client.hello("ana", { token, since, log });
  return { client, welcome };
}

Deno.test("a client that comes back gets what it missed, once, and nobody notices", async () => {
  await using server = await startServer({ args: ["--rate-limit", "off"] });
  await using ben = await joinRaw(server, "ben");
  let token: unknown, log: unknown, since: unknown;
  {
    await using ana = await connectRaw(server);
    ({ token, log } = await ana.hello("ana"));
    await ping(ana);
    await sayAndWait(ben, "seen");
    since = (await ana.next("message"))["seq"];
  }
  for (const text of ["missed 1", "missed 2"]) {
    await ben.send({ type: "say", id: text.replace(" ", "-"), text });
    await ben.next("ack");
  }
  const { client, welcome } = await resume(server, token, since, log);
  await using ana = client;
  assert.deepEqual([welcome["you"], welcome["resumed"], welcome["log"]], ["ana", true, log]);
  assert.equal(welcome["missed"], 2);
  await ana.next("message", ({ text }) => text === "missed 2");
  assert.deepEqual(texts(ana), ["missed 1", "missed 2"]);
  await sayAndWait(ana, "back");
  await ben.next("message", ({ text }) => text === "back");
  const notices = ben.lines.all.filter(({ type, name }) => type !== "ack" && name === "ana");
  assert.deepEqual(notices.map(({ type }) => type), ["joined"]);
});

Deno.test("a message sent again after a break is stored once", async () => {
  await using server = await startServer();
  await using ben = await joinRaw(server, "ben");
  let token: unknown, log: unknown, since: unknown;
  {
    await using ana = await connectRaw(server);
    ({ token, log } = await ana.hello("ana"));
    await ana.send({ type: "say", id: "once", text: "once" });
    since = (await ana.next("ack"))["seq"];
    await ana.send({ type: "say", id: "once", text: "once" });
    const again = await ana.next("ack");
    assert.deepEqual([again["seq"], again["duplicate"]], [since, true]);
  }
  const { client } = await resume(server, token, since, log);
  await using ana = client;
  await ana.send({ type: "say", id: "once", text: "once" }, { type: "say", id: "2", text: "two" });
  const again = await ana.next("ack");
  assert.deepEqual([again["id"], again["seq"], again["duplicate"]], ["once", since, true]);
  assert.equal((await ana.next("ack"))["id"], "2");
  await ben.next("message", ({ text }) => text === "two");
  assert.deepEqual(texts(ben), ["once", "two"]);
});

Deno.test("a second connection of the same client replaces the first, and voids its token", async () => {
  await using server = await startServer();
  await using first = await connectRaw(server);
  const { token, log, seq } = await first.hello("ana");
  const { client, welcome } = await resume(server, token, seq, log);
  await using second = client;
  assert.equal(welcome["resumed"], true);
  assert.equal((await first.next("closing"))["code"], "replaced");
  await first.closed;
  await sayAndWait(second, "mine now");

  await using thief = await connectRaw(server);
  await thief.send({ type: "hello", protocol: 1, name: "ana", token });
  assert.equal((await thief.next("error"))["code"], "name_taken");
  await sayAndWait(second, "still mine");
});

Deno.test("a dropped member's name is kept for it, and free after it said leave", async () => {
  await using server = await startServer();
  await using ben = await joinRaw(server, "ben");
  let token: unknown;
  {
    await using ana = await connectRaw(server);
    ({ token } = await ana.hello("ana"));
    await ping(ana);
  }
  await using eve = await connectRaw(server);
  await eve.send({ type: "hello", protocol: 1, name: "Ana" });
  assert.equal((await eve.next("error"))["code"], "name_taken");
  {
    await using ana = await connectRaw(server);
    assert.equal((await ana.hello("ana", { token }))["resumed"], true);
    await ana.send({ type: "leave" });
    await ana.closed;
  }
  assert.equal((await ben.next("left"))["reason"], "quit");
  await using other = await joinRaw(server, "Ana");
  assert.deepEqual(other.lines.all[0]?.["resumed"], false);
});

Deno.test("an unknown token is no error, and another log means starting anew", async () => {
  await using server = await startServer();
  await using ben = await joinRaw(server, "ben");
  await sayAndWait(ben, "old");
  const { client, welcome } = await resume(server, "0".repeat(32), 1_000_000, "another");
  await using ana = client;
  assert.equal(welcome["resumed"], false);
  await ana.next("message", ({ text }) => text === "old");
});

Deno.test("tokens outlive a restart of the server", async () => {
  await using first = await startServer();
  const data = first.data;
  await using ana = await connectRaw(first);
  const { token, log } = await ana.hello("ana");
  await sayAndWait(ana, "before");
  first.program.kill("SIGTERM");
  assert.ok(Number((await ana.next("closing"))["retryInMs"]) >= 0);
  assert.equal((await first.program.ended).code, 0);

  await using second = await startServer({ data });
  const { client, welcome } = await resume(second, token, 0, log);
  await using again = client;
  assert.deepEqual([welcome["resumed"], welcome["log"]], [true, log]);
  await again.next("message", ({ text }) => text === "before");
});
