import assert from "node:assert/strict";
import type { z } from "zod";
import { errorFacts, ERRORS } from "../../../protocol/errors.ts";
import {
  Challenge,
  Digest,
  Entry,
  Go,
  Hello,
  parseLine,
  Proof,
  Reply,
  Request,
  ServerLine,
  Verdict,
} from "../../../protocol/messages.ts";
import { examples, tableUnder, wordsOf } from "../../support/protocol_page.ts";

type LineSchema = z.ZodObject<{ type: z.ZodLiteral<string> }>;
const linesOf = (union: { readonly options: readonly unknown[] }) =>
  union.options as readonly LineSchema[];
const typeOf = (schema: LineSchema) => schema.shape.type.value;
const fieldsOf = (schema: LineSchema) => Object.keys(schema.shape).filter((key) => key !== "type");

Deno.test("every line of JSON in PROTOCOL.md parses", () => {
  const schemas: Readonly<Record<string, readonly z.ZodType[]>> = {
    client: [Hello, Proof, Request, Digest, Verdict],
    server: [ServerLine, Challenge, Go, Digest, Verdict],
  };
  const shown = examples();
  assert.ok(shown.length >= 11, `only ${shown.length} examples were found`);
  for (const { line, sender } of shown) {
    const value: unknown = JSON.parse(line);
    const fits = schemas[sender]?.some((schema) => schema.safeParse(value).success);
    assert.ok(fits, `${sender}: ${line}`);
  }
});

const TABLES = [
  { heading: "Lines from the client", schemas: linesOf(Request), always: [] },
  {
    heading: "Proofs",
    schemas: [Challenge, Proof] as readonly unknown[] as readonly LineSchema[],
    always: [],
  },
  { heading: "Entries", schemas: linesOf(Entry), always: ["seq", "at"] },
  {
    heading: "Other lines from the server",
    schemas: linesOf(Reply).filter((schema) => typeOf(schema) !== "welcome"),
    always: [],
  },
] as const;

for (const { heading, schemas, always } of TABLES) {
  Deno.test(`the table "${heading}" of PROTOCOL.md names the types and fields of the schemas`, () => {
    const specified = tableUnder(heading).flatMap(([types = "", fields = ""]) =>
      wordsOf(types).map((type) => ({ type, fields: [...always, ...wordsOf(fields)].sort() }))
    );
    const written = schemas.map((schema) => ({
      type: typeOf(schema),
      fields: fieldsOf(schema).sort(),
    }));
    const byType = (a: { type: string }, b: { type: string }) => a.type < b.type ? -1 : 1;
    assert.deepEqual(specified.sort(byType), written.sort(byType));
  });
}

Deno.test("the tables of hello and welcome in PROTOCOL.md name the fields of the schemas", () => {
  const [welcome] = linesOf(Reply).filter((schema) => typeOf(schema) === "welcome");
  const named = tableUnder("hello and welcome").flatMap(([field = ""]) => wordsOf(field));
  const headOfSecond = ["welcome"];
  const written = [...fieldsOf(Hello), ...headOfSecond, ...fieldsOf(welcome as LineSchema)];
  assert.deepEqual(named.sort(), written.sort());
});

Deno.test("the error codes of PROTOCOL.md are those of errors.ts, with the same fatal marks", () => {
  const specified = tableUnder("Error codes").map(([code = ""]) => ({
    code: wordsOf(code)[0],
    isFatal: code.includes("†"),
  }));
  const written = Object.keys(ERRORS).map((code) => ({
    code,
    isFatal: errorFacts(code)?.fatal === true,
  }));
  assert.deepEqual(specified, written);
});

Deno.test("the error codes that PROTOCOL.md tells to come back for are those that retry", () => {
  const retrying = tableUnder("Error codes").filter(([, , back = ""]) => back.startsWith("yes"));
  assert.deepEqual(
    retrying.flatMap(([code = ""]) => wordsOf(code)),
    Object.keys(ERRORS).filter((code) => errorFacts(code)?.retry === true),
  );
});

Deno.test("parseLine() takes the fields marked required alone", () => {
  assert.equal(parseLine(Hello, '{"type":"hello","protocol":1,"name":"bot"}').role, "chat");
  const say = parseLine(Request, '{"type":"say","id":"1","text":"hi"}');
  assert.deepEqual(say, { type: "say", id: "1", text: "hi" });
});
