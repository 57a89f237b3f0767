import assert from "node:assert/strict";
import { ProtocolError } from "../../../protocol/errors.ts";
import { ExactReader } from "../../../protocol/exact_reader.ts";
import type { ByteSource } from "../../../protocol/lines.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A source that hands out `wire` in pieces of at most `step` bytes. */
function sourceOf(wire: string | Uint8Array, step: number): ByteSource {
  const bytes = typeof wire === "string" ? encoder.encode(wire) : wire;
  let at = 0;
  return {
    read(buffer) {
      if (at === bytes.length) return Promise.resolve(null);
      const size = Math.min(step, buffer.length, bytes.length - at);
      buffer.set(bytes.subarray(at, at += size));
      return Promise.resolve(size);
    },
  };
}

async function readExactly(reader: ExactReader, size: number): Promise<string> {
  const got = new Uint8Array(size);
  for (let at = 0; at < size;) {
    const bytes = await reader.readBytes(got.subarray(at));
    if (bytes === null) break;
    at += bytes;
  }
  return decoder.decode(got);
}

for (const step of [1, 2, 3, 7, 1_000]) {
  Deno.test(`ExactReader takes lines and raw bytes in turn from pieces of ${step} bytes`, async () => {
    const reader = new ExactReader(sourceOf('\r\n{"type":"go"}\r\nraw\nbytes{"ok":1}\nend', step));
    assert.equal(await reader.readLine(64), '{"type":"go"}');
    assert.equal(await readExactly(reader, 9), "raw\nbytes");
    assert.equal(await reader.readLine(64), '{"ok":1}');
    assert.equal(await readExactly(reader, 3), "end");
    assert.equal(await reader.readBytes(new Uint8Array(8)), null);
  });

  Deno.test(`ExactReader takes a line of just the limit from pieces of ${step} bytes`, async () => {
    assert.equal(await new ExactReader(sourceOf("1234567\n", step)).readLine(8), "1234567");
    for (const tooLong of ["12345678\n", "123456789"]) {
      const reader = new ExactReader(sourceOf(tooLong, step));
      await assert.rejects(reader.readLine(8), { code: "line_too_long" });
    }
  });
}

Deno.test("ExactReader.readLine() returns undefined when the peer stops in the middle of a line", async () => {
  assert.equal(await new ExactReader(sourceOf("half", 2)).readLine(64), undefined);
});

Deno.test("ExactReader.readLine() refuses what is not UTF-8", async () => {
  const reader = new ExactReader(sourceOf(Uint8Array.of(0x7b, 0x9b, 0x7d, 0x0a), 4));
  await assert.rejects(reader.readLine(64), (error) => {
    return error instanceof ProtocolError && error.code === "bad_frame";
  });
});

Deno.test("ExactReader.peekByte() shows the next byte and leaves it there", async () => {
  const reader = new ExactReader(sourceOf("G\n", 1));
  assert.equal(await reader.peekByte(), "G".charCodeAt(0));
  assert.equal(await reader.peekByte(), "G".charCodeAt(0));
  assert.equal(await reader.readLine(64), "G");
  assert.equal(await reader.peekByte(), undefined);
});

Deno.test("ExactReader.takeRest() hands over what was read too far, once", async () => {
  const reader = new ExactReader(sourceOf("line\nrest", 100));
  await reader.readLine(64);
  assert.equal(decoder.decode(reader.takeRest()), "rest");
  assert.equal(reader.takeRest().length, 0);
  assert.equal(await reader.readBytes(new Uint8Array(8)), null);
});
