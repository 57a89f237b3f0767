import assert from "node:assert/strict";
import { inputFrame, inputRow } from "../../../client/terminal/input_view.ts";

const space = { prompt: "> ", columns: 12, maxRows: 3 };

/** `|` in a row is the cursor. */
const CASES: readonly (readonly [text: string, cursor: number, rows: string[]])[] = [
  ["", 0, ["> |"]],
  ["hello", 5, ["> hello|"]],
  ["hello", 0, ["> |hello"]],
  ["123456789", 9, ["> 123456789", "  |"]],
  ["1234567890", 10, ["> 123456789", "  0|"]],
  ["日本語日本語", 5, ["> 日本語日", "  本|語"]],
  ["one\ntwo", 3, ["> one|", "  two"]],
  ["one\n", 4, ["> one", "  |"]],
  ["a\tb", 2, ["> a    |b"]],
  ["1\n2\n3\n4\n5", 9, ["^ 3", "  4", "  5|"]],
  ["1\n2\n3\n4\n5", 0, ["> |1", "  2", "v 3"]],
  ["\x1b[31m", 1, ["> ⟦U+001B⟧|[", "  31m"]],
  ["a\u202eb", 1, ["> a|⟦U+202E⟧", "  b"]],
];

Deno.test("inputFrame() leaves joiners where they join, whatever stands elsewhere in the text", () => {
  const wide = { ...space, columns: 80 };
  for (const text of ["می\u200cنا", "ශ්\u200dරී", "👩\u200d👧", "សុខ\u200bសាន្ត"]) {
    assert.deepEqual(inputFrame(text, 0, wide).rows, [`> ${text}`]);
    assert.deepEqual(inputFrame(`${text}\u202e`, 0, wide).rows, [`> ${text}⟦U+202E⟧`]);
    assert.deepEqual(inputRow(text, 2, wide).rows, [`> ${text}`]);
  }
  assert.deepEqual(inputFrame("a\u200db", 0, wide).rows, ["> a⟦U+200D⟧b"]);
});

for (const [text, cursor, rows] of CASES) {
  Deno.test(`inputFrame() shows ${JSON.stringify(text)} with the cursor at ${cursor}`, () => {
    const frame = inputFrame(text, cursor, space);
    const marked = frame.rows.map((row, index) =>
      index === frame.cursorRow ? withCursor(row, frame.cursorColumn) : row
    );
    assert.deepEqual(marked, rows);
  });
}

Deno.test("inputRow() shows the part of a long text around the cursor in one row", () => {
  const row = inputRow("0123456789abcdef", 16, space);
  assert.deepEqual(row, { rows: ["> 89abcdef"], cursorRow: 0, cursorColumn: 10 });
  assert.equal(inputRow("0123456789abcdef", 0, space).rows[0], "> 012345678");
  assert.equal(inputRow("a\nb", 3, space).rows[0], "> a⏎b");
});

/** Counts wide characters as two. */
function withCursor(row: string, column: number): string {
  let cells = 0;
  for (let at = 0; at <= row.length; at++) {
    if (cells === column) return `${row.slice(0, at)}|${row.slice(at)}`;
    cells += /[日本語]/.test(row[at] ?? "") ? 2 : 1;
  }
  return `${row}(cursor outside)`;
}
