/** The client against a scripted server: order, acknowledgements, refusals. */
import { TestedClient } from "../../../../support/tested_client.ts";
import assert from "node:assert/strict";
import { message, ScriptedPeer, welcome } from "../../../../support/scripted_peer.ts";

const AT = "2026-01-01T00:00:00.000Z";

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
