/** The client comes back to a scripted server: what is sent again, and what is not. */
import { TestedClient } from "../../../../support/tested_client.ts";
import assert from "node:assert/strict";
import { message, ScriptedPeer, welcome } from "../../../../support/scripted_peer.ts";

Deno.test("Client sends again what was not acknowledged, under the same ids and in order", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  const ids: unknown[] = [];
  {
    using connection = (await peer.greet(welcome())).connection;
    for (const text of ["one", "two", "three"]) ana.client.say(text);
    for (let n = 0; n < 3; n++) ids.push((await connection.next("say"))["id"]);
    await connection.send({ type: "ack", id: ids[0], seq: 11 }, message(12, "from ben"));
    await ana.next("message");
  }
  await ana.next("link", ({ state }) => state === "waiting");
  const token = "b".repeat(32);
  const { connection, hello } = await peer.greet(welcome({ resumed: true, token, seq: 14 }));
  using _ = connection;
  assert.deepEqual([hello["token"], hello["since"], hello["log"]], [
    "a".repeat(32),
    12,
    "0".repeat(32),
  ]);
  assert.deepEqual((await connection.next("say"))["id"], ids[1]);
  assert.deepEqual((await connection.next("say"))["id"], ids[2]);
  // "two" was stored the first time: one answer stands outside the order, the entry itself is met in the replay.
  await connection.send({ type: "ack", id: ids[1], seq: 13, duplicate: true });
  await connection.send(message(13, "two", { id: ids[1], from: "ana" }), message(14, "missed"));
  assert.equal((await ana.next("sent")).id, ids[1]);
  assert.equal((await ana.next("message")).text, "missed");
  await connection.send({ type: "ack", id: ids[2], seq: 15 });
  assert.equal((await ana.next("sent")).id, ids[2]);
  assert.equal(ana.all.filter(({ type }) => type === "sent").length, 3);
});

Deno.test("Client takes an own entry in the replay as the acknowledgement, but only under its own name", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  {
    using connection = (await peer.greet(welcome())).connection;
    ana.client.say("mine");
    await connection.next("say");
  }
  using connection = (await peer.greet(welcome({ resumed: true, seq: 12 }))).connection;
  const { id } = await connection.next("say");
  await connection.send(message(11, "forged", { id }));
  assert.equal((await ana.next("message")).text, "forged");
  assert.equal(ana.all.filter(({ type }) => type === "sent").length, 0);
  await connection.send(message(12, "mine", { id, from: "ana" }));
  assert.equal((await ana.next("sent")).seq, 12);
  await ana.client.settled();
});

Deno.test("Client that comes back as somebody new waits for the replay before it sends again", async () => {
  using peer = new ScriptedPeer();
  const pauses: number[] = [];
  const pause = Promise.withResolvers<void>();
  const sleep = (ms: number) => {
    pauses.push(ms);
    return ms === 2_000 ? pause.promise : Promise.resolve();
  };
  await using ana = new TestedClient({ address: peer.address, sleep });
  {
    using connection = (await peer.greet(welcome())).connection;
    ana.client.say("stored");
    ana.client.say("lost");
    await connection.next("say");
    await connection.next("say");
  }
  const { connection } = await peer.greet(welcome({ seq: 11 }));
  using _ = connection;
  await connection.send(message(11, "stored", { id: "m-1", from: "ana" }));
  await ana.next("sent");
  pause.resolve();
  assert.equal((await connection.next("say"))["text"], "lost");
  connection[Symbol.dispose]();
});

Deno.test("Client forgets where it was when the log is another one", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  {
    using connection = (await peer.greet(welcome(), message(11, "old log"))).connection;
    await ana.next("message");
    void connection;
  }
  const log = "f".repeat(32);
  {
    using connection =
      (await peer.greet(welcome({ log, seq: 1 }), message(1, "new log"))).connection;
    assert.equal((await ana.next("message")).text, "new log");
    void connection;
  }
  const { connection, hello } = await peer.greet(welcome({ log, seq: 1, resumed: true }));
  using _ = connection;
  assert.deepEqual([hello["since"], hello["log"]], [1, log]);
});

Deno.test("Client without history counts from the welcome on", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address, history: 0 });
  {
    using connection = (await peer.greet(welcome())).connection;
    await ana.next("welcome");
    void connection;
  }
  const { connection, hello } = await peer.greet(welcome({ resumed: true }));
  using _ = connection;
  assert.deepEqual([hello["history"], hello["since"]], [0, 10]);
});

Deno.test("Client comes back when the server asks it to, after the time it names", async () => {
  using peer = new ScriptedPeer();
  const pauses: number[] = [];
  const sleep = (ms: number) => Promise.resolve(void pauses.push(ms));
  await using ana = new TestedClient({ address: peer.address, sleep });
  {
    using connection = (await peer.greet(welcome())).connection;
    const text = "The server is stopping";
    await connection.send({ type: "closing", code: "shutting_down", text, retryInMs: 1234 });
  }
  const waiting = await ana.next("link", ({ state }) => state === "waiting");
  assert.deepEqual(waiting.state === "waiting" && waiting.retryInMs, 1234);
  using connection = (await peer.greet(welcome({ resumed: true }))).connection;
  assert.equal((await ana.next("welcome", ({ again }) => again)).resumed, true);
  // In pieces, since a machine that wakes up meanwhile waits no longer.
  assert.deepEqual(pauses.slice(0, 2), [1000, 234]);
  connection[Symbol.dispose]();
});

Deno.test("Client asks again what was not answered when it comes back", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  {
    using connection = (await peer.greet(welcome())).connection;
    ana.client.files();
    await connection.next("files");
  }
  using connection = (await peer.greet(welcome({ resumed: true }))).connection;
  await connection.next("files");
  await connection.send({ type: "files", files: [], more: false });
  await ana.next("files");
  await ana.client.settled();
});
