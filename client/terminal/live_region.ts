/**
 * The live region: the rows at the bottom that change, below messages that are written once and
 * then belong to the terminal's own scrollback. Everything here is pure: what is shown and what
 * shall be shown → what to write.
 * @module
 */
import type { Frame } from "./geometry.ts";
import { cellsOf } from "./graphemes.ts";
import { rowsAbove } from "./resized_region.ts";

const ESC = "\x1b[";
/**
 * The terminal shows nothing of what is between these two until all of it is there, where it knows
 * them.
 */
const SYNC_START = `${ESC}?2026h`;
const SYNC_END = `${ESC}?2026l`;
/**
 * Rows of the region are never wrapped by the terminal, even if it finds an emoji wider than we do.
 */
const WRAP_OFF = `${ESC}?7l`;
const WRAP_ON = `${ESC}?7h`;
const ERASE_ROW = `${ESC}K`;
const ERASE_BELOW = `${ESC}J`;

/**
 * What a terminal is told before the first frame, and after the last one however the program ends.
 */
export const ENTER_SCREEN = `${ESC}?2004h`;
export const LEAVE_SCREEN = `${SYNC_END}${ESC}?2004l${WRAP_ON}${ESC}?25h${ESC}0m`;

/** Empties the screen; scrollback stays. The next frame is drawn as the first one. */
export const CLEAR_SCREEN = `${ESC}H${ESC}2J`;

/**
 * What to write so that `next` stands where `shown` stands, with the lines `above` before it. Empty
 * if nothing changes. After a change of the screen's size `rowsUp` tells how far above the cursor
 * the first row is that is ours: then nothing is left as it is, since the terminal may have moved
 * and cut what it likes.
 */
export function drawFrame(
  shown: Frame | undefined,
  next: Frame,
  above: readonly string[],
  rowsUp?: number,
): string {
  const isInPlace = shown !== undefined && above.length === 0 && rowsUp === undefined &&
    shown.rows.length === next.rows.length;
  const drawn = isInPlace
    ? changedRows(shown, next)
    : allRows(rowsUp ?? shown?.cursorRow ?? 0, next, above);
  return drawn === "" ? "" : SYNC_START + drawn + SYNC_END;
}

/** What to write so that `shown` is gone and the cursor stands where it began. */
export function eraseFrame(shown: Frame | undefined, columns: number): string {
  if (shown === undefined) return "";
  return up(rowsAbove(shown, columns)) + "\r" + ERASE_BELOW;
}

function allRows(rowsUp: number, next: Frame, above: readonly string[]): string {
  const start = up(rowsUp) + "\r";
  const lines = above.map((line) => `${ERASE_ROW}${line}\r\n`).join("");
  const rows = next.rows.map((row) => ERASE_ROW + row).join("\r\n");
  const back = up(next.rows.length - 1 - next.cursorRow) + column(next.cursorColumn);
  return start + lines + WRAP_OFF + rows + ERASE_BELOW + WRAP_ON + back;
}

function changedRows(shown: Frame, next: Frame): string {
  let at = shown.cursorRow;
  let drawn = "";
  next.rows.forEach((row, index) => {
    if (row === shown.rows[index]) return;
    drawn += `${vertically(index - at)}\r${ERASE_ROW}${row}`;
    at = index;
  });
  const isSame = drawn === "" && next.cursorRow === at &&
    next.cursorColumn === shown.cursorColumn;
  if (isSame) return "";
  const move = vertically(next.cursorRow - at) + column(next.cursorColumn);
  return drawn === "" ? move : WRAP_OFF + drawn + WRAP_ON + move;
}

function up(rows: number): string {
  return rows > 0 ? `${ESC}${rows}A` : "";
}

function vertically(rows: number): string {
  return rows > 0 ? `${ESC}${rows}B` : up(-rows);
}

function column(at: number): string {
  return `${ESC}${at + 1}G`;
}

/**
 * The same for a terminal that knows no sequences: one row, moved over by `\r`, blanks and `\b`
 * alone.
 */
export function drawDumbRow(
  shown: Frame | undefined,
  next: Frame,
  above: readonly string[],
): string {
  const row = next.rows[next.cursorRow] ?? "";
  const shownRow = shown?.rows[shown.cursorRow] ?? "";
  const isSame = shown !== undefined && above.length === 0 && row === shownRow &&
    shown.cursorColumn === next.cursorColumn;
  if (isSame) return "";
  const lines = above.map((line) => `${line}\r\n`).join("");
  return eraseDumbRow(shown) + lines + row +
    "\b".repeat(Math.max(0, cellsOf(row) - next.cursorColumn));
}

/** As {@linkcode eraseFrame} for such a terminal. */
export function eraseDumbRow(shown: Frame | undefined): string {
  if (shown === undefined) return "";
  return `\r${" ".repeat(cellsOf(shown.rows[shown.cursorRow] ?? ""))}\r`;
}
