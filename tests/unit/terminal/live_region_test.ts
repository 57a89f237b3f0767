import assert from "node:assert/strict";
import fc from "fast-check";
import {
  drawDumbRow,
  drawFrame,
  eraseDumbRow,
  eraseFrame,
} from "../../../client/terminal/live_region.ts";
import type { Frame } from "../../../client/terminal/geometry.ts";
import { ScreenModel } from "../../support/screen_model.ts";

const frame = (rows: string[], cursorRow = 0, cursorColumn = 0): Frame => ({
  rows,
  cursorRow,
  cursorColumn,
});

Deno.test("drawFrame() writes nothing when nothing changes", () => {
  const same = frame(["> hi", "status"], 0, 4);
  assert.equal(drawFrame(same, same, []), "");
});

Deno.test("drawFrame() touches only the row that changed", () => {
  const bytes = drawFrame(frame(["> h", "status"], 0, 3), frame(["> hi", "status"], 0, 4), []);
  assert.ok(bytes.includes("> hi"));
  assert.ok(!bytes.includes("status"));
});

Deno.test("drawFrame() puts the cursor where the frame says", () => {
  const screen = new ScreenModel(20, 10);
  screen.write(drawFrame(undefined, frame(["> 日本", "  two", "status"], 1, 5), []));
  assert.deepEqual(screen.cursor, { row: 1, column: 5 });
});

Deno.test("drawFrame() writes lines above once and the last frame stands below, whatever came before", () => {
  const rows = fc.array(fc.constantFrom("", "a", "> 日本語", "0123456789", "👨‍👩‍👧!"), {
    minLength: 1,
    maxLength: 5,
  });
  const frames = rows.chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      cursorRow: fc.nat(rows.length - 1),
      cursorColumn: fc.nat(10),
    })
  );
  const above = fc.array(fc.constantFrom("one", "日本", "x".repeat(12)), { maxLength: 4 });
  fc.assert(fc.property(fc.array(fc.tuple(frames, above), { minLength: 1 }), (steps) => {
    const screen = new ScreenModel(12, 8);
    let shown: Frame | undefined;
    const written: string[] = [];
    for (const [next, lines] of steps) {
      screen.write(drawFrame(shown, next, lines));
      shown = next;
      written.push(...lines);
      const expected = [...written, ...next.rows].map((row) => row.trimEnd());
      while (expected.length > screen.text.length && expected.at(-1) === "") expected.pop();
      assert.deepEqual(screen.text.slice(0, expected.length), expected);
      assert.equal(screen.text.slice(expected.length).join(""), "");
      assert.deepEqual(screen.cursor, {
        row: written.length + next.cursorRow,
        column: next.cursorColumn,
      });
    }
    screen.write(eraseFrame(shown, 12));
    assert.equal(screen.text.slice(written.length).join(""), "");
  }));
});

Deno.test("drawFrame() leaves nothing as it is after the screen has changed its size", () => {
  const same = frame(["> typed", "status"], 0, 7);
  const bytes = drawFrame(same, same, [], 3);
  assert.ok(bytes.includes("\x1b[3A\r"), JSON.stringify(bytes));
  assert.ok(bytes.includes("> typed") && bytes.includes("status"));
});

Deno.test("drawDumbRow() keeps one row with no sequence at all", () => {
  const screen = new ScreenModel(20, 5);
  const first = frame(["> hello"], 0, 7);
  const second = frame(["> he"], 0, 3);
  const bytes = drawDumbRow(undefined, first, []) + drawDumbRow(first, second, ["[ben] hi"]) +
    drawDumbRow(second, second, []);
  assert.ok(!bytes.includes("\x1b"));
  screen.write(bytes);
  assert.deepEqual(screen.text, ["[ben] hi", "> he"]);
  assert.deepEqual(screen.cursor, { row: 1, column: 3 });
  screen.write(eraseDumbRow(second));
  assert.deepEqual(screen.text, ["[ben] hi", ""]);
});
