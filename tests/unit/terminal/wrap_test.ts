import assert from "node:assert/strict";
import fc from "fast-check";
import { cellsOf } from "../../../client/terminal/graphemes.ts";
import { wrapLine, wrapText } from "../../../client/terminal/wrap.ts";

const CASES: readonly { readonly text: string; readonly cells: number; readonly rows: string[] }[] =
  [
    { text: "", cells: 10, rows: [""] },
    { text: "fits exactly", cells: 12, rows: ["fits exactly"] },
    { text: "one two three", cells: 8, rows: ["one two", "three"] },
    { text: "keeps  two blanks inside", cells: 17, rows: ["keeps  two blanks", "inside"] },
    { text: "日本語日本語", cells: 5, rows: ["日本", "語日", "本語"] },
    { text: "see https://example.org/a/b", cells: 16, rows: ["see https://exam", "ple.org/a/b"] },
    { text: "little https://example.org", cells: 12, rows: ["little", "https://exam", "ple.org"] },
    { text: "  indented stays", cells: 10, rows: ["  indented", "stays"] },
  ];

for (const { text, cells, rows } of CASES) {
  Deno.test(`wrapLine() breaks ${JSON.stringify(text)} at ${cells} cells`, () => {
    assert.deepEqual(wrapLine(text, cells), rows);
  });
}

Deno.test("wrapText() breaks at line breaks of every kind and widens tabs", () => {
  assert.deepEqual(wrapText("a\nb\r\n\rc\td", 20), ["a", "b", "", "c    d"]);
});

Deno.test("wrapLine() never makes a row too wide and never loses a letter", () => {
  const letters = fc.constantFrom("a", "b", " ", "日", "👨‍👩‍👧", "e\u0301", "-");
  const texts = fc.array(letters, { maxLength: 60 }).map((parts) => parts.join(""));
  fc.assert(fc.property(texts, fc.integer({ min: 2, max: 20 }), (text, cells) => {
    const rows = wrapLine(text, cells);
    // Blanks at the end of the text may stand out of the row: they cannot be seen.
    for (const row of rows) assert.ok(cellsOf(row.trimEnd()) <= cells, JSON.stringify(rows));
    assert.equal(rows.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
  }));
});
