/**
 * What a change of the screen's size does to the live region.
 *
 * Most terminals wrap rows anew that have become too long. On a small screen the first rows of the
 * region may then leave it at its top, where nothing can be erased any more; when the screen
 * becomes larger, terminals bring them back, and they would stand above the region as a stale copy
 * of it.
 * @module
 */
import { cellsOf, graphemesOf } from "./graphemes.ts";
import type { Frame, Position, Size } from "./geometry.ts";

/**
 * Rows of the region that have left the screen at its top, the last one nearest to it, each in
 * cells.
 */
export type LostRows = readonly number[];

/** What is to be drawn over after a change of the size. */
export interface Resized {
  /** Rows of the screen from the first one that is ours to the cursor. */
  readonly up: number;
  readonly lost: LostRows;
}

/**
 * Where the region begins that was drawn as `shown`, on a screen of this size now, with the cursor
 * at `cursor` (`undefined` if the terminal does not tell).
 */
export function afterResize(
  shown: Frame,
  lost: LostRows,
  { columns, rows }: Size,
  cursor: Position | undefined,
): Resized {
  const above = rowsAbove(shown, columns);
  if (cursor === undefined) return { up: above, lost };
  const { row, column } = cursor;
  const expected = shown.cursorColumn % columns;
  // A terminal that wraps nothing anew, such as xterm, keeps the cursor on the screen.
  const isCut = shown.cursorColumn > column && column === columns - 1 && expected !== column;
  if (isCut) return { up: Math.min(row, shown.cursorRow), lost };
  // tmux puts the cursor there when the row that it was in has left the screen as well, and maybe
  // more of them.
  const isLost = row === 0 && column === 0 && expected !== 0;
  const whole = shown.rows.reduce((sum, shownRow) => sum + wrappedRows(shownRow, columns), 0);
  const gone = isLost ? Math.max(above + 1, whole - rows) : above - row;
  if (gone > 0) return { up: row, lost: [...lost, ...firstRows(shown, gone, columns)] };
  const back = broughtBack(lost, row - above, columns);
  return { up: above + back.rows, lost: back.lost };
}

/**
 * Rows of the screen between the beginning of `frame` and its cursor, if the screen has `columns`.
 */
export function rowsAbove(frame: Frame, columns: number): number {
  const before = frame.rows.slice(0, frame.cursorRow)
    .reduce((sum, row) => sum + wrappedRows(row, columns), 0);
  return before + Math.floor(frame.cursorColumn / columns);
}

/** Rows that a terminal of `columns` wraps `row` to. */
function wrappedRows(row: string, columns: number): number {
  const cells = cellsOf(row);
  if (cells <= columns) return 1;
  // deno-lint-ignore no-control-regex
  const text = row.replace(/\x1b\[[\d;]*m|\x1b\][^\x1b]*\x1b\\/g, "");
  if (text.length === cells) return Math.ceil(cells / columns);
  let rows = 1;
  let used = 0;
  for (const width of graphemesOf(text).map(cellsOf)) {
    // What is two cells wide does not fit the last one.
    if (used + width > columns) [rows, used] = [rows + 1, 0];
    used += width;
  }
  return rows;
}

/** The cells of what stands in the first `count` rows of the screen. */
function firstRows(frame: Frame, count: number, columns: number): number[] {
  const cells: number[] = [];
  for (const row of frame.rows) {
    if (count <= 0) break;
    const rows = wrappedRows(row, columns);
    cells.push(rows <= count ? cellsOf(row) : count * columns);
    count -= rows;
  }
  return cells;
}

/**
 * Of the rows that were lost those that are on the screen again, in `room` rows above the region.
 */
function broughtBack(
  lost: LostRows,
  room: number,
  columns: number,
): { rows: number } & Pick<Resized, "lost"> {
  let rows = 0;
  const left = [...lost];
  while (left.length > 0 && rows < room) {
    const cells = left.pop() ?? 0;
    const wrapped = Math.max(1, Math.ceil(cells / columns));
    const shown = Math.min(wrapped, room - rows);
    if (shown < wrapped) left.push(cells - shown * columns);
    rows += shown;
  }
  return { rows, lost: left };
}
