/**
 * Replies that begin with what they reply to.
 * @module
 */

/** Lines of the original in a reply. */
const MAX_LINES = 2;
/** Characters of each of them. */
const MAX_LINE_CHARS = 120;

/** What a reply to `text` of `from` begins with: its first lines, quoted. */
export function quote(from: string, text: string): string {
  const shown = ownLines(text).slice(0, MAX_LINES).map((line) =>
    line.length > MAX_LINE_CHARS ? `${line.slice(0, MAX_LINE_CHARS - 1)}…` : line
  );
  return shown.map((line, at) => at === 0 ? `> ${from}: ${line}` : `> ${line}`).join("\n") + "\n";
}

/** The author and the beginning that a quote's first line names. */
export function quoted(line: string): { from: string; start: string } | undefined {
  const match = /^(.{1,64}?): (.+?)…?$/u.exec(line);
  return match === null ? undefined : { from: match[1] ?? "", start: match[2] ?? "" };
}

/** May a quote that begins with `start` be of `text`? */
export function isQuotedFrom(text: string, start: string): boolean {
  const line = ownLines(text).map(withoutMarks).find((own) => own !== "") ?? "";
  const begun = withoutMarks(start);
  return begun !== "" && line.startsWith(begun);
}

/** The lines that are neither empty nor quotes themselves. */
function ownLines(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith(">"));
}

/** What is left of `line` when nothing of it is bold, code or the like, whichever of its marks were in the quote. */
function withoutMarks(line: string): string {
  return line.replaceAll(/[*_`~]/g, "").trim();
}
