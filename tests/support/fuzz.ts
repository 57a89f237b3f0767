/**
 * How much to fuzz, and from which seed: a failure is repeated with the seed that the name of the test shows.
 * @module
 */
import fc from "fast-check";

/** `CHAT_FUZZ_SEED`, or one that was never used. */
export const SEED = Number(
  Deno.env.get("CHAT_FUZZ_SEED") ?? crypto.getRandomValues(new Int32Array(1))[0],
);

/** `CHAT_FUZZ_CASES`: so many cases however long they take. Without it, as many as fit into the time given. */
const CASES = Number(Deno.env.get("CHAT_FUZZ_CASES") ?? 0);

/** For `fc.assert`: at most `timeLimitMs`, unless a number of cases is asked for. */
export function fuzzing<T>(timeLimitMs: number): fc.Parameters<T> {
  if (CASES > 0) return { seed: SEED, numRuns: CASES };
  return { seed: SEED, numRuns: 1_000_000, interruptAfterTimeLimit: timeLimitMs };
}

/** As {@linkcode fuzzing} for cases that each take a connection: a hundredth of the number asked for, `cases` without it. */
export function fuzzingConnections<T>(cases: number): fc.Parameters<T> {
  return { seed: SEED, numRuns: CASES > 0 ? Math.ceil(CASES / 100) : cases };
}

/** Bytes that are nearly lines of the protocol: pieces of real ones, cut, repeated and damaged. */
export function almostLines(lines: readonly string[]): fc.Arbitrary<Uint8Array> {
  const encoder = new TextEncoder();
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...lines).map((line) => encoder.encode(line + "\n")) },
    { weight: 3, arbitrary: damaged(lines) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("\n", "\r\n", "{", "}", '"', "\0").map((text) =>
        encoder.encode(text)
      ),
    },
  );
  return fc.array(piece, { maxLength: 8 }).map((pieces) =>
    new Uint8Array(pieces.flatMap((bytes) => [...bytes]))
  );
}

/** A line with some bytes replaced, removed or put in between. */
function damaged(lines: readonly string[]): fc.Arbitrary<Uint8Array> {
  const encoder = new TextEncoder();
  const wound = fc.tuple(fc.nat(400), fc.nat(3), fc.uint8Array({ maxLength: 4 }));
  return fc.tuple(fc.constantFrom(...lines), fc.array(wound, { minLength: 1, maxLength: 4 })).map(
    ([line, wounds]) => {
      const bytes = [...encoder.encode(line + "\n")];
      for (const [at, removed, put] of wounds) bytes.splice(at % bytes.length, removed, ...put);
      return new Uint8Array(bytes);
    },
  );
}

/** A value of JSON that is nearly `line`: fields missing, doubled in wrong types, with absurd values. */
export function almostObject(line: string): fc.Arbitrary<string> {
  const fields = Object.entries(JSON.parse(line) as object);
  const absurd = fc.oneof(
    fc.constantFrom<unknown>(null, -1, 1e308, 2 ** 53, "", "\u0000", "\ud800", [], {}, true),
    fc.string({ unit: "binary", maxLength: 80 }),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const change = fc.tuple(fc.nat(fields.length), fc.constantFrom("drop", "change", "add"), absurd);
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const value: Record<string, unknown> = Object.fromEntries(fields);
    for (const [at, how, other] of changes) {
      const key = fields[at]?.[0] ?? "unknown";
      if (how === "drop") delete value[key];
      else value[key] = other;
    }
    return JSON.stringify(value);
  });
}
