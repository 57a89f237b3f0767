/**
 * Breaks text into rows.
 * @module
 */
import { cellsOf, graphemesOf } from "./graphemes.ts";

/**
 * Breaks one line of text into rows of at most `cells`, between words where it can, inside a word that is longer than a
 * row, never inside a grapheme. At least one row. The blanks at a break go.
 */
export function wrapLine(text: string, cells: number): string[] {
  if (cellsOf(text) <= cells) return [text];
  const rows: string[] = [];
  let row = "";
  let used = 0;
  for (const word of text.match(/ *[^ ]+| +$/g) ?? []) {
    const width = cellsOf(word);
    if (used + width <= cells) {
      row += word;
      used += width;
      continue;
    }
    const bare = word.trimStart();
    const bareWidth = cellsOf(bare);
    if (bareWidth <= cells) {
      if (used > 0) rows.push(row);
      row = bare;
      used = bareWidth;
      continue;
    }
    // A word longer than a row, such as a link, starts where there is room.
    const room = cells - used >= LEAST_START_CELLS;
    if (!room && used > 0) rows.push(row);
    if (!room) [row, used] = ["", 0];
    for (const grapheme of graphemesOf(room ? word : bare)) {
      const cell = cellsOf(grapheme);
      if (used + cell > cells && used > 0) {
        rows.push(row);
        [row, used] = ["", 0];
      }
      row += grapheme;
      used += cell;
    }
  }
  if (row !== "" || rows.length === 0) rows.push(row);
  return rows;
}

/** A long word starts on the current row only if so much of it fits there. */
const LEAST_START_CELLS = 8;

/** Breaks `text` into rows at its line breaks and wherever it is wider than `cells`. Tabs become four blanks. */
export function wrapText(text: string, cells: number): string[] {
  const lines = text.replaceAll("\t", "    ").split(/\r\n|\r|\n/);
  return lines.flatMap((line) => wrapLine(line, Math.max(1, cells)));
}
