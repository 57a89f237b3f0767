/**
 * How the text being typed looks.
 * @module
 */
import { printableParts } from "../../protocol/text.ts";
import { cellsOf, graphemesOf } from "./graphemes.ts";
import type { Frame } from "./geometry.ts";

/** What stands before the text, and how much room there is. */
export interface InputSpace {
  readonly prompt: string;
  /** Cells of a row; the text never reaches the last column, where terminals differ. */
  readonly columns: number;
  /** Rows at most; a longer text is shown around the cursor. */
  readonly maxRows: number;
}

/**
 * The rows of `text` with the cursor at index `cursor`. Rows after the first are indented under the text; a row beyond
 * which more is hidden begins with `^` or `v`. Nothing in `text` acts on the terminal.
 */
export function inputFrame(text: string, cursor: number, space: InputSpace): Frame {
  const indent = Math.min(cellsOf(space.prompt), 4);
  const rows: string[] = [space.prompt];
  let used = cellsOf(space.prompt);
  let cursorRow = 0;
  let cursorColumn = used;
  const startRow = () => {
    rows.push(" ".repeat(indent));
    used = indent;
  };
  for (const { grapheme, at, shown } of charactersOf(text)) {
    const cells = grapheme === "\n" ? 0 : cellsOf(shown);
    if (used + cells > space.columns - 1 && used > indent) startRow();
    if (at === cursor) [cursorRow, cursorColumn] = [rows.length - 1, used];
    if (grapheme === "\n") startRow();
    else {
      rows[rows.length - 1] += shown;
      used += cells;
    }
  }
  if (cursor >= text.length) {
    if (used >= space.columns - 1) startRow();
    [cursorRow, cursorColumn] = [rows.length - 1, used];
  }
  return aroundCursor({ rows, cursorRow, cursorColumn }, space.maxRows);
}

/** One row for a terminal that knows no sequences: the part of `text` around the cursor. */
export function inputRow(text: string, cursor: number, space: InputSpace): Frame {
  const room = Math.max(1, space.columns - 1 - cellsOf(space.prompt));
  const characters = charactersOf(text);
  const next = characters.findIndex(({ at }) => at >= cursor);
  const shown = characters.map((character) => character.shown);
  const before = shown.splice(0, next === -1 ? shown.length : next);
  let cells = before.reduce((sum, part) => sum + cellsOf(part), 0);
  while (cells > room - 1 && before.length > 0) cells -= cellsOf(before.shift() ?? "");
  let row = space.prompt + before.join("");
  const cursorColumn = cellsOf(row);
  for (const part of shown) {
    if (cellsOf(row) + cellsOf(part) > space.columns - 1) break;
    row += part;
  }
  return { rows: [row], cursorRow: 0, cursorColumn };
}

/** A character as people see it, where it begins in the text, and how it is shown. */
interface Character {
  readonly grapheme: string;
  readonly at: number;
  readonly shown: string;
}

/** Whether an invisible character does harm depends on the characters beside it. */
function charactersOf(text: string): Character[] {
  const graphemes = graphemesOf(text);
  const shown = printableParts(graphemes);
  let end = 0;
  return graphemes.map((grapheme, index) => {
    const at = end;
    end += grapheme.length;
    return { grapheme, at, shown: SIGNS.get(grapheme) ?? shown[index] ?? "" };
  });
}

const SIGNS: ReadonlyMap<string, string> = new Map([["\t", "    "], ["\n", "⏎"]]);

function aroundCursor(frame: Frame, maxRows: number): Frame {
  const count = frame.rows.length;
  if (count <= maxRows) return frame;
  const half = Math.floor(maxRows / 2);
  const first = Math.max(0, Math.min(frame.cursorRow - half, count - maxRows));
  const rows = frame.rows.slice(first, first + maxRows);
  if (first > 0) rows[0] = mark(rows[0], "^");
  if (first + maxRows < count) rows[maxRows - 1] = mark(rows[maxRows - 1], "v");
  return { ...frame, rows, cursorRow: frame.cursorRow - first };
}

/** Rows after the first begin with blanks; so does the prompt's place in none of those marked `^`. */
function mark(row = "", sign: string): string {
  return sign + row.slice(1);
}
