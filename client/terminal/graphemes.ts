/**
 * Text as a terminal counts it: graphemes and cells.
 * @module
 */
import stringWidth from "fast-string-width";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Every character is one grapheme of one cell: no need to segment. */
const PLAIN = /^[\x20-\x7e]*$/;

/** The characters of `text` as people see them: a family emoji or a letter with its accents is one. */
export function graphemesOf(text: string): string[] {
  if (PLAIN.test(text)) return text.split("");
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Cells that `text` takes on a line. `text` has no control characters. */
export function cellsOf(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

/** The start of the grapheme before `at`, or 0. */
export function graphemeBefore(text: string, at: number): number {
  // A grapheme never reaches over a line break, so one line is enough to look at.
  if (at <= 0) return 0;
  const lineStart = text.lastIndexOf("\n", at - 1);
  if (lineStart === at - 1) return at - 1;
  const from = lineStart + 1;
  const before = segmenter.segment(text.slice(from, at)).containing(at - from - 1);
  return before === undefined ? 0 : from + before.index;
}

/** `at`, or the start of the grapheme that `at` is inside of. */
export function graphemeStart(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return at;
  const from = text.lastIndexOf("\n", at - 1) + 1;
  if (from === at) return at;
  const inside = segmenter.segment(text.slice(from, at + LONGEST_GRAPHEME)).containing(at - from);
  return inside === undefined ? at : from + inside.index;
}

/** The end of the grapheme that starts at `at`, or the end of `text`. */
export function graphemeAfter(text: string, at: number): number {
  const [first] = segmenter.segment(text.slice(at, at + LONGEST_GRAPHEME));
  return first === undefined ? text.length : at + first.segment.length;
}

/** UTF-16 units looked at to find where a grapheme ends; the longest emoji have 35. */
const LONGEST_GRAPHEME = 256;

/** Cuts `text` to at most `cells`; the last one becomes `…` when something is missing. */
export function fitCells(text: string, cells: number): string {
  if (cellsOf(text) <= cells) return text;
  let fitted = "";
  let used = 0;
  for (const grapheme of graphemesOf(text)) {
    const width = cellsOf(grapheme);
    if (used + width > cells - 1) break;
    fitted += grapheme;
    used += width;
  }
  return cells > 0 ? fitted + "…" : "";
}
