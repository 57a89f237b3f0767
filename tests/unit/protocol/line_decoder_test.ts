import assert from "node:assert/strict";
import fc from "fast-check";
import { ProtocolError } from "../../../protocol/errors.ts";
import { encodeLine, LineDecoder, readLines } from "../../../protocol/lines.ts";
import { MAX_LINE_BYTES } from "../../../protocol/limits.ts";

const encoder = new TextEncoder();
const MESSAGE = { type: "say", id: "c1", text: "𝓗éllo, שלום 👩‍👩‍👧\n\t\u0000" };
const WIRE = encodeLine(MESSAGE);

/** What arrives when `chunks` are read one after the other: lines, then possibly the code of an error. */
function decode(chunks: readonly Uint8Array[], maxLineBytes = MAX_LINE_BYTES): string[] {
  const decoder = new LineDecoder(maxLineBytes);
  const got: string[] = [];
  try {
    for (const chunk of chunks) {
      for (const line of decoder.push(chunk)) got.push(line);
    }
  } catch (error) {
    assert.ok(error instanceof ProtocolError);
    got.push(`error ${error.code}`);
  }
  return got;
}

const bytes = (text: string) => encoder.encode(text);

Deno.test("LineDecoder.push() restores a line from every split", () => {
  for (let at = 0; at <= WIRE.length; at++) {
    const got = decode([WIRE.subarray(0, at), WIRE.subarray(at)]);
    assert.deepEqual(got.map((line) => JSON.parse(line)), [MESSAGE], `split at ${at}`);
  }
});

Deno.test("LineDecoder.push() restores a line byte by byte", () => {
  const got = decode(Array.from(WIRE, (byte) => Uint8Array.of(byte)));
  assert.deepEqual(got.map((line) => JSON.parse(line)), [MESSAGE]);
});

Deno.test("LineDecoder.push() yields 1,000 lines of one write in order", () => {
  const lines = Array.from({ length: 1_000 }, (_, index) => `{"type":"say","id":"${index}"}`);
  assert.deepEqual(decode([bytes(lines.join("\n") + "\n")]), lines);
});

Deno.test("LineDecoder.push() may be given the same buffer again", () => {
  const decoder = new LineDecoder(MAX_LINE_BYTES);
  const buffer = bytes("half of");
  assert.deepEqual([...decoder.push(buffer)], []);
  buffer.set(bytes(" a line"));
  assert.deepEqual([...decoder.push(buffer), ...decoder.push(bytes("\n"))], ["half of a line"]);
});

Deno.test("LineDecoder.push() ignores carriage returns before line breaks and empty lines", () => {
  const wire = bytes("a\r\n\r\n\nb\r\n\nc\rd\n");
  assert.deepEqual(decode([wire]), ["a", "b", "c\rd"]);
  assert.deepEqual(decode(Array.from(wire, (byte) => Uint8Array.of(byte))), ["a", "b", "c\rd"]);
});

for (const shape of ["in one piece", "byte by byte", "after other lines"] as const) {
  Deno.test(`LineDecoder.push() takes a line of just the limit and no longer one, ${shape}`, () => {
    for (const excess of [0, 1]) {
      const line = "x".repeat(15 + excess);
      const wire = bytes(shape === "after other lines" ? `a\nb\n${line}\n` : `${line}\n`);
      const chunks = shape === "byte by byte" ? Array.from(wire, (b) => Uint8Array.of(b)) : [wire];
      const before = shape === "after other lines" ? ["a", "b"] : [];
      const expected = excess === 0 ? line : "error line_too_long";
      assert.deepEqual(decode(chunks, 16), [...before, expected]);
    }
  });
}

Deno.test("LineDecoder.push() refuses an endless line without waiting for its end", () => {
  assert.deepEqual(decode([bytes("x".repeat(15))], 16), []);
  assert.deepEqual(decode([bytes("x".repeat(16))], 16), ["error line_too_long"]);
});

const INVALID: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ["an overlong encoding", [0xc0, 0x80]],
  ["a surrogate", [0xed, 0xa0, 0x80]],
  ["a byte that never occurs", [0xf5]],
  ["a truncated character", [0xf0, 0x9f, 0x98]],
  ["a lone C1 control", [0x9b]],
];

for (const [name, invalid] of INVALID) {
  Deno.test(`LineDecoder.push() refuses ${name} and keeps the lines before it`, () => {
    const wire = Uint8Array.from([...bytes("one\ntwo\n"), ...invalid, ...bytes("\nthree\n")]);
    assert.deepEqual(decode([wire]), ["one", "two", "error bad_frame"]);
    const single = Array.from(wire, (byte) => Uint8Array.of(byte));
    assert.deepEqual(decode(single), ["one", "two", "error bad_frame"]);
  });
}

Deno.test("LineDecoder.push() does not hide a byte order mark", () => {
  assert.deepEqual(decode([Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d, 0x0a)]), ["\ufeff{}"]);
});

Deno.test("LineDecoder.push() yields the same however the bytes are cut", () => {
  const text = fc.array(fc.constantFrom("a", "é", "😀", "\n", "\r\n", " ", "{}"), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(text, fc.array(fc.nat(200), { maxLength: 12 }), (parts, cuts) => {
      const wire = bytes(parts.join(""));
      const at = [...new Set(cuts.filter((cut) => cut < wire.length))].sort((a, b) => a - b);
      const chunks = [0, ...at].map((start, index) => wire.subarray(start, at[index]));
      assert.deepEqual(decode(chunks, 24), decode([wire], 24));
    }),
  );
});

Deno.test("readLines() yields what was read before, then what arrives, and ends with the source", async () => {
  const rest = bytes("o\nthree\nunfinished");
  let arrivals = 0;
  const source = {
    at: 0,
    read(buffer: Uint8Array): Promise<number | null> {
      if (this.at === rest.length) return Promise.resolve(null);
      const size = Math.min(buffer.length, 4, rest.length - this.at);
      buffer.set(rest.subarray(this.at, this.at += size));
      return Promise.resolve(size);
    },
  };
  const got: string[] = [];
  const onBytes = () => void arrivals++;
  const options = { maxLineBytes: 64, first: bytes("one\ntw"), onBytes };
  for await (const line of readLines(source, options)) got.push(line);
  assert.deepEqual(got, ["one", "two", "three"]);
  assert.equal(arrivals, Math.ceil(rest.length / 4));
});
