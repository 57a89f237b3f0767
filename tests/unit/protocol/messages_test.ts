import assert from "node:assert/strict";
import type { z } from "zod";
import { errorFacts, ProtocolError } from "../../../protocol/errors.ts";
import {
  Go,
  Hello,
  parseLine,
  parseTransferLine,
  Request,
  ServerLine,
} from "../../../protocol/messages.ts";

function codeOf(schema: z.ZodType, line: string): string {
  try {
    parseLine(schema, line);
    return "none";
  } catch (error) {
    assert.ok(error instanceof ProtocolError);
    return error.code;
  }
}

const REFUSED: readonly (readonly [schema: z.ZodType, line: string, code: string])[] = [
  [Request, "hello", "bad_frame"],
  [Request, "", "bad_frame"],
  [Request, "null", "bad_frame"],
  [Request, "[]", "bad_frame"],
  [Request, '"say"', "bad_frame"],
  [Request, "{}", "bad_frame"],
  [Request, '{"type":7}', "bad_frame"],
  [Request, '\ufeff{"type":"info"}', "bad_frame"],
  [Request, '{"type":"info"', "bad_frame"],
  [Request, '{"type":"dance"}', "unknown_type"],
  [Request, '{"type":"welcome"}', "unknown_type"],
  [Request, '{"type":"constructor"}', "unknown_type"],
  [Request, '{"type":"say","id":"1"}', "bad_request"],
  [Request, '{"type":"say","text":"hi"}', "bad_request"],
  [Request, '{"type":"say","id":"","text":"hi"}', "bad_request"],
  [Request, '{"type":"say","id":"a b","text":"hi"}', "bad_request"],
  [Request, `{"type":"say","id":"${"x".repeat(65)}","text":"hi"}`, "bad_request"],
  [Request, '{"type":"say","id":"1","text":["hi"]}', "bad_request"],
  [Request, '{"type":"offer","id":"1","name":"a","size":-1}', "bad_request"],
  [Request, '{"type":"offer","id":"1","name":"a","size":1.5}', "bad_request"],
  [Request, '{"type":"offer","id":"1","name":"a","size":1e30}', "bad_request"],
  [Request, '{"type":"offer","id":"1","name":"a","size":9223372036854775808}', "bad_request"],
  [Request, '{"type":"offer","id":"1","name":"a","size":"10"}', "bad_request"],
  [Request, '{"type":"get","file":18}', "bad_request"],
  [Request, '{"type":"get","file":"../18"}', "bad_request"],
  [Hello, '{"type":"say","id":"1","text":"hi"}', "unknown_type"],
  [Hello, '{"type":"hello"}', "bad_request"],
  [Hello, '{"type":"hello","protocol":"1"}', "bad_request"],
  [Hello, '{"type":"hello","protocol":1,"role":"king"}', "bad_request"],
  [Hello, '{"type":"hello","protocol":1,"history":1001}', "bad_request"],
  [Hello, '{"type":"hello","protocol":1,"since":-1}', "bad_request"],
  [ServerLine, '{"type":"message","seq":1,"id":"1","at":"","from":"a","text":""}', "bad_request"],
];

for (const [schema, line, code] of REFUSED) {
  Deno.test(`parseLine() answers ${line.slice(0, 60)} with ${code}`, () => {
    assert.equal(codeOf(schema, line), code);
  });
}

Deno.test("parseLine() ignores fields it does not know and a token or agent it cannot use", () => {
  const line = '{"type":"hello","protocol":1,"name":"a","token":"x","agent":7,"future":{"a":[]}}';
  const { token, agent, name } = parseLine(Hello, line);
  assert.deepEqual({ token, agent, name }, { token: undefined, agent: undefined, name: "a" });
});

Deno.test("parseLine() does not let a line change the prototype of objects", () => {
  const parsed = parseLine(Request, '{"type":"info","__proto__":{"polluted":true}}');
  assert.equal((parsed as unknown as { polluted?: boolean }).polluted, undefined);
});

Deno.test("parseLine() names the field that is wrong", () => {
  assert.throws(
    () => parseLine(Request, '{"type":"say","id":"1","text":7}'),
    /^ProtocolError: Cannot use the field text: /,
  );
});

Deno.test("parseTransferLine() throws the error that came instead of the line", () => {
  const refused = '{"type":"error","code":"bad_ticket","text":"This ticket is not valid any more"}';
  assert.throws(() => parseTransferLine(Go, refused), { code: "bad_ticket" });
  const go = '{"type":"go","file":"18","offset":0,"size":5}';
  assert.equal(parseTransferLine(Go, go).size, 5);
});

Deno.test("errorFacts() knows nothing of codes that are not in the table", () => {
  assert.equal(errorFacts("toString"), undefined);
  assert.equal(errorFacts("from_the_future"), undefined);
});
