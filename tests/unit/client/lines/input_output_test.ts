/** Standard input and output of the lines and JSON modes. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { enterJson, readInputLines } from "../../../../client/lines/input.ts";
import { typingRoom } from "../../../support/typing_room.ts";
import { Output } from "../../../../client/lines/output.ts";

async function linesOf(...chunks: Uint8Array[]): Promise<string[]> {
  const source = (async function* () {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  })();
  return await Array.fromAsync(readInputLines(source));
}

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("readInputLines() restores the lines from every split", async () => {
  const wire = encode("größe 📦\r\n\nlast");
  for (let at = 0; at <= wire.length; at++) {
    const lines = await linesOf(wire.subarray(0, at), wire.subarray(at));
    assert.deepEqual(lines, ["größe 📦", "", "last"]);
  }
});

Deno.test("readInputLines() goes on after bytes that are not UTF-8", async () => {
  assert.deepEqual(await linesOf(Uint8Array.of(0xff, 0x0a), encode("ok\n")), ["\ufffd", "ok"]);
});

Deno.test("readInputLines() keeps only the beginning of an endless line", async () => {
  const endless = encode("x".repeat(50_000));
  const [first = "", second] = await linesOf(endless, endless, endless, encode("\nnext\n"));
  assert.ok(first.length > 16_384 && first.length <= 65_536 + 1, String(first.length));
  assert.equal(second, "next");
});

Deno.test("enterJson() does what objects say, and anything else as typed", async () => {
  const { input, taken } = typingRoom({ names: ["Mia", "Mia B"], home: "/home/g" });
  const enter = async (line: string) => (await taken(() => enterJson(input, line))).calls;
  assert.deepEqual(await enter('{"say": "/not\\na command"}'), [["say", "/not\na command", {}]]);
  assert.deepEqual(await enter('{"say": "psst", "to": "Mia B"}'), [
    ["say", "psst", { to: "Mia B" }],
  ]);
  assert.deepEqual(await enter('{"send": "a b*.png"}'), [["sendFile", "a b*.png"]]);
  assert.deepEqual(await enter('{"send": "~/a.png"}'), [["sendFile", "/home/g/a.png"]]);
  assert.deepEqual(await enter('{"command": "/names"}'), [["names"]]);
  assert.deepEqual(await enter('{"command": "/msg Mia B psst"}'), [
    ["say", "psst", { to: "Mia B" }],
  ]);
  assert.deepEqual(await enter("/names"), [["names"]]);
  assert.deepEqual(await enter("hi"), [["say", "hi", {}]]);
});

Deno.test("enterJson() tells what cannot be used, and does nothing then", async () => {
  const { input, taken } = typingRoom();
  const bad = [
    "{",
    "{}",
    '{"say": 1}',
    '{"say": "a", "send": "b"}',
    '{"command": "hi"}',
    '{"command": "//hi"}',
    '{"command": "/quit now"}',
    '{"x":1}',
  ];
  for (const line of bad) {
    const { outcome, calls } = await taken(() => enterJson(input, line));
    assert.equal(outcome, "rejected", line);
    assert.deepEqual(calls.map(([name, code]) => [name, code]), [["reject", "bad_command"]]);
  }
});

Deno.test("enterJson() never says what is not an object with say", async () => {
  const { input, taken } = typingRoom();
  await fc.assert(fc.asyncProperty(fc.string(), async (rest) => {
    if (rest.includes("say")) return;
    const { calls } = await taken(() => enterJson(input, `{${rest}`));
    assert.ok(calls.every(([name]) => name === "reject"));
  }));
});

Deno.test("Output joins what comes together into one write, in order", async () => {
  const writes: string[] = [];
  const output = new Output({
    write: (bytes) => {
      writes.push(new TextDecoder().decode(bytes));
      return Promise.resolve(bytes.length);
    },
  });
  for (let n = 0; n < 100; n++) await output.write([`line ${n}`]);
  await output.flush();
  assert.equal(writes.join(""), Array.from({ length: 100 }, (_, n) => `line ${n}\n`).join(""));
  assert.ok(writes.length < 10, `${writes.length} writes`);
});

Deno.test("Output makes a producer wait for a slow reader", async () => {
  const gate = Promise.withResolvers<void>();
  const output = new Output({
    write: async (bytes) => {
      await gate.promise;
      return bytes.length;
    },
  });
  let written = 0;
  const producing = (async () => {
    for (; written < 1_000; written++) await output.write(["x".repeat(1_000)]);
  })();
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(written < 300, `${written} lines are waiting`);
  gate.resolve();
  await producing;
  await output.flush();
});

Deno.test("Output notices that its reader has gone, and stays quiet", async () => {
  const output = new Output({ write: () => Promise.reject(new Deno.errors.BrokenPipe()) });
  await output.write(["x"]);
  await output.broken;
  await output.write(["y"]);
  await output.flush();
});
