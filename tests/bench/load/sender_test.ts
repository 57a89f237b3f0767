import assert from "node:assert/strict";
import { Request } from "../../../protocol/messages.ts";
import { LineDecoder } from "../../../protocol/lines.ts";
import { chatPeer } from "./peers/chat.ts";
import { Sender } from "./sender.ts";
import { plainText, readStamp, SAMPLED_MARK, SHORT_TEXT_BYTES } from "./text.ts";

/** A member that keeps what it was asked to send; a write ends when the test says so. */
class RecordingMember {
  readonly writes: Uint8Array[] = [];
  #release = () => {};

  send(bytes: Uint8Array): Promise<void> {
    this.writes.push(bytes.slice());
    return new Promise((resolve) => this.#release = resolve);
  }

  async finishWrite(): Promise<void> {
    this.#release();
    await Promise.resolve();
    await Promise.resolve();
  }
}

function start(batch: number) {
  const member = new RecordingMember();
  const announced: number[] = [];
  const sender = new Sender(member, {
    template: chatPeer.template(SHORT_TEXT_BYTES),
    clockUs: () => 42,
    sampleEvery: 3,
    batch,
    onSend: (messages) => announced.push(messages),
    onFailure: (cause) => assert.fail(String(cause)),
  });
  return { member, announced, sender };
}

Deno.test("Sender.allow() writes valid requests with ids of their own, every third one timed", () => {
  const { member, sender } = start(8);
  sender.allow(4);
  const lines = [...new LineDecoder(4096).push(member.writes[0] ?? new Uint8Array())];
  const requests = lines.map((line) => Request.parse(JSON.parse(line)));
  const texts = requests.map((request) => request.type === "say" ? request.text : "");
  assert.equal(new Set(requests.map((request) => request.type === "say" && request.id)).size, 4);
  const encoder = new TextEncoder();
  assert.deepEqual(texts.map((text) => text === plainText(SHORT_TEXT_BYTES)), [
    false,
    true,
    true,
    false,
  ]);
  assert.equal(readStamp(encoder.encode(texts[3]), 0), 42);
  assert.equal(encoder.encode(texts[3]).at(-1), SAMPLED_MARK);
});

Deno.test("Sender.allow() during a write sends all that came meanwhile in one more write", async () => {
  const { member, announced, sender } = start(8);
  sender.allow(1);
  sender.allow(2);
  sender.allow(3);
  assert.deepEqual(announced, [1]);
  await member.finishWrite();
  assert.deepEqual(announced, [1, 5]);
  await member.finishWrite();
  sender.allow(1);
  assert.deepEqual(announced, [1, 5, 1]);
});

Deno.test("Sender.allow() puts at most one batch into a write", async () => {
  const { member, announced, sender } = start(2);
  sender.allow(3);
  await member.finishWrite();
  assert.deepEqual(announced, [2, 1]);
});
