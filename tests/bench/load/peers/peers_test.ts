import assert from "node:assert/strict";
import { PEERS } from "./peers.ts";

const answerOf = (peer: keyof typeof PEERS, unit: string) =>
  PEERS[peer].answer(new TextEncoder().encode(unit));

Deno.test("heartbeats are answered in each protocol, and nothing else is", () => {
  assert.equal(answerOf("chat", '{"type":"ping"}\n'), '{"type":"pong"}\n');
  assert.equal(answerOf("chat", '{"type":"joined","name":"ping"}\n'), undefined);
  assert.equal(answerOf("nats", "PING\r\n"), "PONG\r\n");
  assert.equal(answerOf("nats", "+OK\r\n"), undefined);
  assert.equal(answerOf("irc", "PING :irc.bench.test\r\n"), "PONG :irc.bench.test\r\n");
  assert.equal(answerOf("irc", ":PING!~m@127.0.0.1 JOIN :#room\r\n"), undefined);
});
