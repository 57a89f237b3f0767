/**
 * What is asked about a large paste, on a screen of any width.
 * @module
 */
import type { PasteQuestion } from "./composer.ts";
import { cellsOf } from "./graphemes.ts";
import type { Frame } from "./geometry.ts";
import { wrapLine } from "./wrap.ts";

/** The question in at most `maxRows` rows: in as many words as there is room for, always with every answer. */
export function questionFrame(question: PasteQuestion, columns: number, maxRows: number): Frame {
  const wordings = wordingsOf(question).map((text) => wrapLine(text, Math.max(1, columns - 2)));
  const rows = wordings.find(({ length }) => length <= maxRows) ?? wordings.at(-1) ?? [];
  const last = cellsOf(rows.at(-1) ?? "");
  return { rows, cursorRow: rows.length - 1, cursorColumn: Math.min(last + 1, columns - 1) };
}

/** The longest wording fits 80 columns. */
function wordingsOf({ lines, mustBeFile }: PasteQuestion): string[] {
  const what = `${lines} ${lines === 1 ? "line" : "lines"}`;
  if (mustBeFile) {
    return [
      `Pasted ${what}, too much for a message: (f) send as a file, (n) forget it?`,
      `${what}, too long: (f)ile, (n)o?`,
      "f or n?",
    ];
  }
  return [
    `Pasted ${what}: (m) send as a message, (f) as a file, (e) edit, (n) forget?`,
    `${what}: (m)essage, (f)ile, (e)dit, (n)o?`,
    "m, f, e or n?",
  ];
}
