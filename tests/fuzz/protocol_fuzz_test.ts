/** The decoder and the schemas against whatever comes. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { z } from "zod";
import { ProtocolError } from "../../protocol/errors.ts";
import { LineDecoder } from "../../protocol/lines.ts";
import {
  Challenge,
  Digest,
  Go,
  Hello,
  parseLine,
  parseTransferLine,
  Proof,
  Request,
  ServerLine,
  Verdict,
} from "../../protocol/messages.ts";
import { almostLines, almostObject, fuzzing, SEED } from "../support/fuzz.ts";
import { examples } from "../support/protocol_page.ts";
import { OPENINGS, REQUESTS, SERVER_LINES } from "../support/samples.ts";

/** Lines of every type, and those of the page. */
const SAMPLES = [REQUESTS, SERVER_LINES, ...Object.values(OPENINGS)].flatMap((lines) =>
  Object.values(lines as object)
);
const LINES = [
  ...examples().map(({ line }) => line),
  ...SAMPLES.map((line) => JSON.stringify(line)),
];
const MAX_LINE = 120;

/** What a decoder has to give: obviously right, and slow. */
function expectedLines(bytes: Uint8Array): { lines: string[]; code: string | undefined } {
  const lines: string[] = [];
  let line: number[] = [];
  for (const byte of bytes) {
    line.push(byte);
    if (byte !== 0x0a) {
      if (line.length >= MAX_LINE) return { lines, code: "line_too_long" };
      continue;
    }
    try {
      const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
      const text = decoder.decode(new Uint8Array(line.slice(0, -1))).replace(/\r$/, "");
      if (text !== "") lines.push(text);
    } catch {
      return { lines, code: "bad_frame" };
    }
    line = [];
  }
  return { lines, code: undefined };
}

function decodedLines(bytes: Uint8Array, cuts: readonly number[]) {
  const decoder = new LineDecoder(MAX_LINE);
  const lines: string[] = [];
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  let start = 0;
  try {
    for (const end of ends) {
      for (const line of decoder.push(bytes.slice(start, end))) lines.push(line);
      start = end;
    }
  } catch (error) {
    assert.ok(error instanceof ProtocolError, String(error));
    return { lines, code: error.code as string };
  }
  return { lines, code: undefined };
}

Deno.test(`LineDecoder agrees with a slow one on bytes that are nearly lines, seed ${SEED}`, () => {
  fc.assert(
    fc.property(almostLines(LINES), fc.array(fc.nat(), { maxLength: 5 }), (bytes, cuts) => {
      const [got, expected] = [decodedLines(bytes, cuts), expectedLines(bytes)];
      // A line that is both too long and no UTF-8 may be refused for either.
      assert.equal(got.code === undefined, expected.code === undefined);
      assert.deepEqual(got.lines, expected.lines);
    }),
    fuzzing(1_500),
  );
});

Deno.test("every line that is damaged here is a good one of its schema", () => {
  const schemas: readonly (readonly [z.ZodType, readonly object[]])[] = [
    [Request, Object.values(REQUESTS)],
    [ServerLine, Object.values(SERVER_LINES)],
    [Hello, OPENINGS.client.slice(0, 2)],
    [Proof, OPENINGS.client.slice(2)],
    [Challenge, OPENINGS.server],
  ];
  for (const [schema, lines] of schemas) {
    for (const line of lines) parseLine(schema, JSON.stringify(line));
  }
  const [go, digest, verdict] = OPENINGS.transfer.map((line) => JSON.stringify(line));
  parseTransferLine(Go, go as string);
  parseTransferLine(Digest, digest as string);
  parseTransferLine(Verdict, verdict as string);
});

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  Hello,
  Proof,
  Challenge,
  Request,
  ServerLine,
  Go,
  Digest,
  Verdict,
};
for (const [name, schema] of Object.entries(SCHEMAS)) {
  Deno.test(`parseLine(${name}) takes or refuses whatever comes, seed ${SEED}`, () => {
    const line = fc.oneof(
      fc.constantFrom(...LINES).chain(almostObject),
      fc.json(),
      fc.string({ unit: "binary", maxLength: 200 }),
    );
    fc.assert(
      fc.property(line, (text) => {
        for (const parse of [parseLine, parseTransferLine]) {
          let parsed: unknown;
          try {
            parsed = parse(schema, text);
          } catch (error) {
            assert.ok(error instanceof ProtocolError, String(error));
            continue;
          }
          // What is left out and what is undefined are the same in JSON.
          const again = parseLine(schema, JSON.stringify(parsed));
          assert.equal(JSON.stringify(again), JSON.stringify(parsed));
        }
      }),
      fuzzing(300),
    );
  });
}
