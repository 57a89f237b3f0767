/** From a typed line to what it asks for. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  COMMANDS,
  helpLines,
  type Input,
  parseInput,
} from "../../../../../client/core/input/commands.ts";
import { splitWords } from "../../../../../client/core/input/split_words.ts";

const say = (text: string): Input => ({ kind: "say", text });
const send = (whole: string, ...paths: string[]) => ({ name: "send", paths, whole });

const ROWS: readonly (readonly [line: string, expected: unknown])[] = [
  ["hello", say("hello")],
  ["  indented", say("  indented")],
  ["a / b ! c", say("a / b ! c")],
  ["//x", say("/x")],
  ["!!x", say("!x")],
  ["///x", say("//x")],
  ["/help", { name: "help" }],
  ["/?", { name: "help" }],
  ["/names", { name: "names" }],
  ["!INFO", { name: "info" }],
  ["/Info", { name: "info" }],
  [" /quit ", { name: "quit" }],
  ["!q", { name: "quit" }],
  ["!Q", { name: "quit" }],
  ["!DISCONNECT", { name: "quit" }],
  ["/exit", { name: "quit" }],
  ["!FILE a.png", send("a.png", "a.png")],
  ["!file a.png", send("a.png", "a.png")],
  ["!send a b", send("a b", "a", "b")],
  ['/send "a b" c', send('"a b" c', "a b", "c")],
  ["/nick Ana Maria", { name: "nick", nick: "Ana Maria" }],
  ["/files", { name: "files" }],
  ["/files before 7", { name: "files", before: "7" }],
  ["/files 7", { name: "files", before: "7" }],
  ["/get 7", { name: "get", file: "7" }],
  ["/get #7", { name: "get", file: "7" }],
  ["/get 7 as my file.txt", { name: "get", file: "7", as: "my file.txt" }],
  ['/GET 7 AS "my file.txt"', { name: "get", file: "7", as: "my file.txt" }],
  ["/get 7 here/", { name: "get", file: "7", as: "here/" }],
  ["/accept 7", { name: "accept", file: "7" }],
  ["/decline 7", { name: "decline", file: "7" }],
  ["/cancel 7", { name: "cancel", file: "7" }],
];

for (const [line, expected] of ROWS) {
  Deno.test(`parseInput() reads ${JSON.stringify(line)}`, () => {
    const input = parseInput(line);
    assert.deepEqual(input.kind === "command" ? input.command : input, expected);
  });
}

for (
  const [line, pattern] of [
    ["/sned x", /did you mean \/send\?/],
    ["!FILES2", /did you mean !files\?/],
    ["/xyzzy", /Unknown command \/xyzzy: \/help/],
    ["/", /Unknown command \//],
    ["! wow", /Unknown command !:/],
    ["/send", /^Usage: \/send PATH/],
    ["!FILE   ", /^Usage: \/send/],
    ["/get", /^Usage: \/get ID/],
    ["/get x", /^Usage: \/get/],
    ["/get ../7", /^Usage: \/get/],
    ["/cancel 12345678901234567", /^Usage: \/cancel/],
    ["/nick", /^Usage: \/nick NAME/],
  ] as const
) {
  Deno.test(`parseInput() explains what is wrong with ${JSON.stringify(line)}`, () => {
    const input = parseInput(line);
    assert.equal(input.kind, "error");
    assert.match(input.kind === "error" ? input.text : "", pattern);
  });
}

Deno.test("parseInput() never lets a line through that starts like a command", () => {
  fc.assert(fc.property(fc.constantFrom("/", "!", " /", "\t!"), fc.string(), (start, rest) => {
    const { kind } = parseInput(start + rest);
    if (!rest.startsWith(start.trim())) assert.notEqual(kind, "say");
  }));
});

Deno.test("parseInput() finds nothing to do in white space", () => {
  for (const line of ["", " ", "\t", "\r"]) assert.equal(parseInput(line).kind, "empty");
});

Deno.test("helpLines() names every command and every alias", () => {
  const help = helpLines().join("\n");
  for (const [name, { aliases }] of Object.entries(COMMANDS)) {
    for (const word of [name, ...aliases]) assert.ok(help.includes(`/${word}`), word);
  }
});

Deno.test("no two commands share a name", () => {
  const words = Object.entries(COMMANDS).flatMap(([name, { aliases }]) => [name, ...aliases]);
  assert.equal(new Set(words).size, words.length);
});

for (
  const [text, words] of [
    ["a  b\tc", ["a", "b", "c"]],
    [`"a b" 'c d'`, ["a b", "c d"]],
    [`a\\ b`, ["a b"]],
    [`C:\\Users\\ana\\x.png`, ["C:\\Users\\ana\\x.png"]],
    [`don't stop`, ["don't", "stop"]],
    [`"say \\"x\\""`, ['say "x"']],
    [`""`, [""]],
    [`pre"fix ed"`, ["prefix ed"]],
    ["", []],
  ] as const
) {
  Deno.test(`splitWords() splits ${text || "nothing"}`, () => {
    assert.deepEqual(splitWords(text), words);
  });
}

Deno.test("splitWords() undoes quoting", () => {
  fc.assert(fc.property(fc.array(fc.string({ minLength: 1 })), (words) => {
    const quoted = words.map((word) => `"${word.replace(/["\\]/g, "\\$&")}"`).join(" ");
    assert.deepEqual(splitWords(quoted), words);
  }));
});
