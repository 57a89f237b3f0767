import assert from "node:assert/strict";
import { MessageCounter } from "./message_counter.ts";
import { PEERS } from "./peers/peers.ts";
import { plainText, SAMPLED_MARK, SHORT_TEXT_BYTES, stampText } from "./text.ts";

const PLAIN_TEXT = plainText(SHORT_TEXT_BYTES);

const encode = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Texts as members send them: the third is sampled. */
function sampledText(sentUs: number): string {
  const bytes = encode(PLAIN_TEXT);
  stampText(bytes, { textAt: 0, textBytes: bytes.length }, sentUs);
  return new TextDecoder().decode(bytes);
}

const entry = (seq: number, text: string) =>
  JSON.stringify({ type: "message", seq, id: "i", at: "2026", from: "m00001", text }) + "\n";

const STREAMS = {
  chat: {
    message: entry,
    other: [
      '{"type":"ack","id":"c1","seq":18}\n'.repeat(9),
      '{"type":"joined","seq":3,"name":"m"}\n',
    ],
  },
  nats: {
    message: (_seq: number, text: string) => `MSG room 1 ${SHORT_TEXT_BYTES}\r\n${text}\r\n`,
    other: ["PING\r\n", "+OK\r\n"],
  },
  irc: {
    message: (_seq: number, text: string) => `:m00001!~m@127.0.0.1 PRIVMSG #room :${text}\r\n`,
    other: [":m00002!~m@127.0.0.1 JOIN :#room\r\n", "PING :irc.bench.test\r\n"],
  },
  mqtt: {
    message: (_seq: number, text: string) => `\x30\x6c\0\x04room\0${text}\n`,
    other: ["\xd0\0", "\x90\x04\0\x01\0\0"],
  },
} as const;

for (const [name, { message, other }] of Object.entries(STREAMS)) {
  Deno.test(`MessageCounter.take() counts the messages of ${name}, however they are split`, () => {
    const stream = encode(
      other[0] + message(8, PLAIN_TEXT) + message(9, PLAIN_TEXT) + other[1] +
        message(10, sampledText(123_456)) + message(11, PLAIN_TEXT) + other[0] +
        message(100, PLAIN_TEXT),
    );
    for (const step of [1, 2, 7, 40, 100, 119, 160, 200, stream.length]) {
      const samples: number[] = [];
      let otherBytes = 0;
      const counter = new MessageCounter(
        PEERS[name as keyof typeof STREAMS].framing,
        SHORT_TEXT_BYTES,
        {
          onSample: (sentUs) => samples.push(sentUs),
          onOther: (unit) => otherBytes += unit.length,
        },
      );
      // What lies behind the filled part must not be looked at.
      const buffer = new Uint8Array(2 * stream.length).fill(SAMPLED_MARK);
      let filled = 0;
      for (let at = 0; at < stream.length; at += step) {
        const part = stream.subarray(at, at + step);
        buffer.set(part, filled);
        filled += part.length;
        const used = counter.take(buffer, filled);
        buffer.copyWithin(0, used, filled);
        filled -= used;
      }
      assert.equal(counter.messages, 5, `in steps of ${step}`);
      assert.deepEqual(samples, [123_456], `in steps of ${step}`);
      assert.equal(otherBytes, encode(other[0] + other[0] + other[1]).length);
      assert.equal(filled, 0);
    }
  });
}

Deno.test("MessageCounter.take() refuses a message whose text is not at its end", () => {
  const counter = new MessageCounter(PEERS.chat.framing, SHORT_TEXT_BYTES, {
    onSample: () => {},
    onOther: () => {},
  });
  const line = encode('{"type":"message","text":"hello.","from":"m00001"}\n');
  assert.throws(() => counter.take(line, line.length), /not at the end/);
});
