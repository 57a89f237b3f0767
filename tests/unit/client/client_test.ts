/** The client against a scripted server: order, acknowledgements, breaks. */
import assert from "node:assert/strict";
import { ScriptedPeer, TestedClient, welcome } from "./scripted_peer.ts";

const AT = "2026-01-01T00:00:00.000Z";
const message = (seq: number, text: string, fields: object = {}) => ({
  type: "message",
  seq,
  id: `x${seq}`,
  at: AT,
  from: "ben",
  text,
  ...fields,
});

Deno.test("Client says hello, tells who is there, and tells history from news", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  const { connection, hello } = await peer.greet(
    welcome({ members: ["ben", "ana"] }),
    { type: "joined", seq: 9, at: AT, name: "old" },
    message(10, "before"),
    message(11, "after"),
    { type: "joined", seq: 12, at: AT, name: "cleo" },
    { type: "left", seq: 13, at: AT, name: "ben", reason: "quit" },
    { type: "renamed", seq: 14, at: AT, from: "cleo", to: "chloe" },
  );
  using _ = connection;
  assert.equal(hello["protocol"], 1);
  assert.equal(hello["name"], "ana");
  assert.equal(hello["token"], undefined);
  assert.deepEqual((await ana.next("welcome")).members, ["ben", "ana"]);
  const [before, after] = [await ana.next("message"), await ana.next("message")];
  assert.deepEqual([before.text, before.history], ["before", true]);
  assert.deepEqual([after.text, after.history, after.at], ["after", false, AT]);
  await ana.next("renamed");
  assert.deepEqual(ana.client.state.members, ["ana", "chloe"]);
  assert.equal(ana.all.filter(({ type }) => type === "joined").length, 1, "history is no news");
});

Deno.test("Client tells that a message is stored when its ack comes", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  using connection = (await peer.greet(welcome())).connection;
  ana.client.say("hi");
  const { id, text } = await connection.next("say");
  assert.equal(text, "hi");
  await connection.send({ type: "ack", id, seq: 11 });
  assert.deepEqual(await ana.next("sent"), {
    type: "sent",
    id,
    seq: 11,
    at: "1970-01-01T00:00:00.000Z",
  });
  await ana.client.settled();
});

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

Deno.test("Client stops after a refusal, and says what the server said", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  const text = "Somebody in the room has this name already";
  using connection = (await peer.greet({ type: "error", code: "name_taken", text })).connection;
  const end = await ana.next("link", ({ state }) => state === "closed");
  assert.deepEqual(end.state === "closed" && [end.reason, end.wasUp], ["name_taken", false]);
  await ana.rest();
  void connection;
});

Deno.test("Client takes a peer that greets like something else for what it is", async () => {
  for (const greeting of ["SSH-2.0-x\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "[]\n", "\xff\n"]) {
    using peer = new ScriptedPeer();
    await using ana = new TestedClient({ address: peer.address });
    using connection = await peer.accept();
    await connection.sendRaw(Uint8Array.from(greeting, (char) => char.charCodeAt(0)));
    const end = await ana.next("link", ({ state }) => state === "closed");
    assert.equal(end.state === "closed" && end.reason, "not_a_chat_server", greeting);
  }
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

Deno.test("Client leaves a server that breaks the protocol, and does not come back", async () => {
  for (const bad of ['{"type":"message","seq":"x"}', "no json", "[1]"]) {
    using peer = new ScriptedPeer();
    await using ana = new TestedClient({ address: peer.address });
    using connection = (await peer.greet(welcome())).connection;
    await connection.send({ type: "of_tomorrow" }, message(11, "still here"));
    await ana.next("message");
    await connection.sendRaw(new TextEncoder().encode(bad + "\n"));
    assert.equal((await ana.next("error")).code, "server_misbehaved");
    const end = await ana.next("link", ({ state }) => state === "closed");
    assert.equal(end.state === "closed" && end.reason, "server_misbehaved");
    assert.ok(await connection.ended());
  }
});

Deno.test("Client answers pings, and ignores entries that it has already", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  using connection = (await peer.greet(welcome(), { type: "ping" })).connection;
  await connection.next("pong");
  await connection.send(message(12, "new"), message(11, "backwards"), message(13, "newer"));
  assert.equal((await ana.next("message")).text, "new");
  assert.equal((await ana.next("message")).text, "newer");
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

Deno.test("Client takes its new name when the rename is acknowledged, and tells why when it is not", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  using connection = (await peer.greet(welcome())).connection;
  ana.client.rename("Anna");
  await connection.send({ type: "ack", id: (await connection.next("rename"))["id"], seq: 11 });
  assert.equal((await ana.next("renamed")).to, "Anna");
  assert.equal(ana.client.state.you, "Anna");
  ana.client.rename("ben");
  const { id } = await connection.next("rename");
  const refusal = { type: "error", code: "name_taken", text: "no", re: "rename", id };
  await connection.send(refusal);
  assert.equal((await ana.next("error")).code, "name_taken");
  assert.equal(ana.client.state.you, "Anna");
  ana.client.rename("<bad>");
  assert.equal((await ana.next("error")).code, "bad_name");
  await ana.client.settled();
});

Deno.test("Client.leave() says goodbye, and ends the events", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address });
  using connection = (await peer.greet(welcome())).connection;
  await ana.client.ready();
  const leaving = ana.client.leave();
  await connection.next("leave");
  connection[Symbol.dispose]();
  await leaving;
  const events = await ana.rest();
  assert.deepEqual(events.at(-1)?.type, "link");
});
