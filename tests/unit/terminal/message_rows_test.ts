import assert from "node:assert/strict";
import { paletteOf } from "../../../client/terminal/colour.ts";
import {
  answerRows,
  type Look,
  messageRows,
  noticeRows,
  ruleRow,
  unsentRow,
} from "../../../client/terminal/message_rows.ts";

const look: Look = {
  palette: paletteOf(false),
  columns: 40,
  you: "ana",
  names: ["ana", "ben", "ana-maria"],
  shown: (name) => name,
};
const at = new Date(2026, 10, 22, 21, 4);
const message = (from: string, text: string) => ({ at, from, text });

Deno.test("messageRows() shows time, name and text", () => {
  assert.deepEqual(messageRows(message("ben", "hello"), look), ["21:04 [ben] hello"]);
});

Deno.test("messageRows() hangs the following rows under the text", () => {
  const rows = messageRows(message("ben", "one two three four five six seven"), look);
  assert.deepEqual(rows, ["21:04 [ben] one two three four five six", "            seven"]);
});

Deno.test("messageRows() puts the text below a name that leaves no room", () => {
  const rows = messageRows(message("a very long name indeed", "hello"), look);
  assert.deepEqual(rows, ["21:04 [a very long name indeed] ", "      hello"]);
});

Deno.test("messageRows() keeps the lines of a text apart", () => {
  assert.deepEqual(messageRows(message("ben", "a\nb\tc"), look), [
    "21:04 [ben] a",
    "            b    c",
  ]);
});

Deno.test("messageRows() marks a message that names you, and not your own", () => {
  assert.deepEqual(messageRows(message("ben", "hi ana!"), look), ["21:04>[ben] hi ana!"]);
  assert.deepEqual(messageRows(message("ben", "ana-maria"), look), ["21:04 [ben] ana-maria"]);
  assert.deepEqual(messageRows(message("ana", "I, ana"), look), ["21:04 [ana] I, ana"]);
});

Deno.test("messageRows() lets nothing in a name or a text act", () => {
  const rows = messageRows(message("b\x1b[2J", "x\x1b]52;c;aGk=\x07\rfake\u202e\x9b1m"), {
    ...look,
    columns: 200,
  });
  assert.deepEqual(rows, [
    "21:04 [b⟦U+001B⟧[2J] x⟦U+001B⟧]52;c;aGk=⟦U+0007⟧",
    `${" ".repeat(21)}fake⟦U+202E⟧⟦U+009B⟧1m`,
  ]);
});

Deno.test("messageRows() dresses the name and nothing of the text", () => {
  const [row = ""] = messageRows(message("ben", "hello"), { ...look, palette: paletteOf(true) });
  assert.match(row, /\[ben\]/);
  assert.ok(row.endsWith(" hello"));
  assert.ok(row.startsWith("\x1b[2m21:04\x1b[22m "));
});

Deno.test("unsentRow() is one row that says it is waiting", () => {
  assert.equal(unsentRow({ text: "hello" }, look), "  ... [ana] hello");
  assert.equal(unsentRow({ text: "a\nb" }, look), "  ... [ana] a …");
  assert.equal(unsentRow({ text: "x".repeat(60) }, look).length, 39);
});

Deno.test("noticeRows() tells errors from events without colour", () => {
  assert.deepEqual(noticeRows(at, "event", "ben joined the chat!", look), [
    "21:04 * ben joined the chat!",
  ]);
  assert.deepEqual(noticeRows(at, "error", "File doesn't exist: \x1bx", look), [
    "21:04 ! File doesn't exist: ⟦U+001B⟧x",
  ]);
});

Deno.test("answerRows() wraps a row of a table under its second column, where there is room", () => {
  const text = "/quit  leave the room and go home to bed";
  assert.deepEqual(answerRows(text, look), [
    "  /quit  leave the room and go home to",
    "         bed",
  ]);
  assert.deepEqual(answerRows(text, { ...look, columns: 24 }), [
    "  /quit  leave the room",
    "  and go home to bed",
  ]);
  assert.deepEqual(answerRows("a\x1b  b", look), ["  a⟦U+001B⟧  b"]);
});

Deno.test("answerRows() and ruleRow() are harmless too", () => {
  assert.deepEqual(answerRows("a\x07\nb", look), ["  a⟦U+0007⟧", "  b"]);
  assert.equal(ruleRow("hi\x1b", look), "── hi⟦U+001B⟧ ──");
});

/** The pieces of `rows` that are links, each with where it leads. */
function linksOf(rows: readonly string[]): string[] {
  // deno-lint-ignore no-control-regex
  const pattern = /\x1b\]8;id=(\w+);([!-~]+)\x1b\\(.*?)\x1b\]8;;\x1b\\/g;
  return rows.flatMap((row) =>
    [...row.matchAll(pattern)].map(([, , href, text]) => `${text}>${href}`)
  );
}

Deno.test("messageRows() makes links of addresses, whole ones of what is longer than a row", () => {
  const linking = { ...look, palette: paletteOf(false, true) };
  const text = "see https://en.wikipedia.org/wiki/Foo_(bar), and www.example.org.";
  const rows = messageRows(message("ben", text), linking);
  const href = "https://en.wikipedia.org/wiki/Foo_(bar)";
  assert.deepEqual(linksOf(rows), [
    `https://en.wikipedia.org>${href}`,
    `/wiki/Foo_(bar)>${href}`,
    "www.example.org>http://www.example.org/",
  ]);
  // deno-lint-ignore no-control-regex
  const shown = rows.map((row) => row.replace(/\x1b\][^\x1b]*\x1b\\/g, ""));
  assert.deepEqual(shown, messageRows(message("ben", text), look));
  const ids = new Set(rows.join("").match(/id=\w+;https/g));
  assert.equal(ids.size, 1, "the rows of one link belong together");
});

Deno.test("messageRows() makes no link of what pretends to lead elsewhere, or may do harm", () => {
  const linking = { ...look, palette: paletteOf(false, true) };
  const links = (text: string) => linksOf(messageRows(message("ben", text), linking));
  assert.deepEqual(links("https://bank.example@evil.example/"), []);
  assert.deepEqual(links("https://exаmple.org/"), [], "a Cyrillic letter");
  assert.deepEqual(links(`https://e.example/${"x".repeat(3_000)}`), []);
  assert.deepEqual(links("javascript:alert(1) file:///etc/passwd"), []);
  for (const row of messageRows(message("ben", "https://e.example/\x1b]8;;\x07ä"), linking)) {
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(row.replace(/\x1b\]8;[!-~]*\x1b\\/g, ""), /[\x00-\x1f]/);
  }
});
