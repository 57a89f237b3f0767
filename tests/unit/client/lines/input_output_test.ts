/** Standard input and output of the lines and JSON modes. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseJsonInput, readInputLines } from "../../../../client/lines/input.ts";
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

Deno.test("parseJsonInput() reads objects, and anything else as typed", () => {
  assert.deepEqual(parseJsonInput('{"say": "/not\\na command"}'), {
    kind: "say",
    text: "/not\na command",
  });
  assert.deepEqual(parseJsonInput('{"send": "a b.png"}'), {
    kind: "command",
    command: { name: "send", paths: ["a b.png"], whole: "a b.png" },
  });
  assert.deepEqual(parseJsonInput('{"command": "/names"}'), {
    kind: "command",
    command: { name: "names" },
  });
  assert.deepEqual(parseJsonInput("/names"), { kind: "command", command: { name: "names" } });
  assert.deepEqual(parseJsonInput("hi"), { kind: "say", text: "hi" });
  const bad = [
    "{",
    "{}",
    '{"say": 1}',
    '{"say": "a", "send": "b"}',
    '{"command": "hi"}',
    '{"x":1}',
  ];
  for (const line of bad) assert.equal(parseJsonInput(line).kind, "error", line);
});

Deno.test("parseJsonInput() never says what is not an object with say", () => {
  fc.assert(fc.property(fc.string(), (rest) => {
    const { kind } = parseJsonInput(`{${rest}`);
    if (!rest.includes("say")) assert.notEqual(kind, "say");
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
