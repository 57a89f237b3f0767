import assert from "node:assert/strict";
import type { Frame } from "../../../client/terminal/geometry.ts";
import { afterResize, rowsAbove } from "../../../client/terminal/resized_region.ts";

/** A draft of two full rows on 80 columns, with the status below; the cursor is at its end. */
const DRAFT: Frame = {
  rows: ["x".repeat(79), "y".repeat(70), "status"],
  cursorRow: 1,
  cursorColumn: 70,
};

Deno.test("rowsAbove() counts the rows that a narrower terminal wraps the region to", () => {
  const at = (rows: string[], cursorRow: number, cursorColumn: number) => ({
    rows,
    cursorRow,
    cursorColumn,
  });
  assert.equal(rowsAbove(DRAFT, 80), 1);
  assert.equal(rowsAbove(DRAFT, 20), 4 + 3);
  assert.equal(rowsAbove(at(["x".repeat(20), ""], 1, 0), 20), 1, "a full row is one row");
  assert.equal(rowsAbove(at([`\x1b[2m${"x".repeat(20)}\x1b[22m`, ""], 1, 0), 20), 1);
  assert.equal(
    rowsAbove(at(["日".repeat(10), ""], 1, 0), 7),
    4,
    "three fit a row, a half does not",
  );
});

Deno.test("afterResize() finds the region where the terminal has wrapped it", () => {
  const cursor = { row: 9, column: 10 };
  assert.deepEqual(afterResize(DRAFT, [], { columns: 20, rows: 10 }, cursor), { up: 7, lost: [] });
  assert.deepEqual(afterResize(DRAFT, [], { columns: 20, rows: 10 }, undefined), {
    up: 7,
    lost: [],
  });
});

Deno.test("afterResize() remembers what has left the screen, and finds it when it is back", () => {
  // Seven rows are above the cursor, and only two of them are still on the screen.
  const small = afterResize(DRAFT, [], { columns: 20, rows: 10 }, { row: 2, column: 10 });
  assert.deepEqual(small, { up: 2, lost: [79, 20] });
  const redrawn: Frame = { rows: ["> x", "status"], cursorRow: 0, cursorColumn: 3 };
  // Nothing came back: what is above is none of ours.
  assert.deepEqual(
    afterResize(redrawn, small.lost, { columns: 80, rows: 10 }, { row: 0, column: 3 }),
    {
      up: 0,
      lost: [79, 20],
    },
  );
  // Both came back, with messages above them.
  assert.deepEqual(
    afterResize(redrawn, small.lost, { columns: 80, rows: 10 }, { row: 9, column: 3 }),
    {
      up: 2,
      lost: [],
    },
  );
  // On a screen as narrow as before the last three of five rows came back.
  assert.deepEqual(
    afterResize(redrawn, small.lost, { columns: 20, rows: 10 }, { row: 3, column: 3 }),
    {
      up: 3,
      lost: [79 - 2 * 20],
    },
  );
});

Deno.test("afterResize() knows tmux, which puts a cursor that has left the screen into its corner", () => {
  assert.deepEqual(afterResize(DRAFT, [], { columns: 20, rows: 10 }, { row: 0, column: 0 }), {
    up: 0,
    lost: [79, 70],
  });
});

Deno.test("afterResize() knows terminals that wrap nothing anew", () => {
  assert.deepEqual(afterResize(DRAFT, [], { columns: 20, rows: 10 }, { row: 5, column: 19 }), {
    up: 1,
    lost: [],
  });
});
