/**
 * Where `*`, `**` and `_` may begin and end something.
 * @module
 */

/** Some `*`, or one `_`, that may begin or end bold and italics. */
export interface Run {
  readonly kind: "run";
  readonly char: "*" | "_";
  /** Those that have not made anything yet. */
  length: number;
  readonly opens: boolean;
  readonly closes: boolean;
  /** How many there were. */
  readonly all: number;
}

/** As in CommonMark: symbols are punctuation. */
const PUNCTUATION = /[\p{P}\p{S}]/u;
/** Scripts that put no spaces between words, and Hangul, which joins particles to them. */
const SPACELESS =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const OPENING = /[\p{Ps}]/u;
const CLOSING = /[\p{Pe}]/u;
const PATH = /[/\\]/;
/** Operators, arrows and faces: what follows or precedes one mark here is not meant to be slanted. */
const NOT_AFTER_OPENING = /[/\\<>^=|,;:!?-]/;
const NOT_BEFORE_CLOSING = /[/\\<>^=|-]/;
/** `*.txt` names files. */
const GLOB = /^\.[\p{L}\p{N}]/u;

/**
 * The run of marks in `text` from `start` to `end`. CommonMark's rule for `_` goes for `*` too: nothing begins or ends inside of
 * a word, so that `2**10` and `snake_case` stay what they are, but for scripts without spaces. Beyond it, globs, comments,
 * paths, operators and faces (`src/**`, `*.c`, `count(*)`, `-*-`, `>_<`) are never marks.
 */
export function runAt(text: string, start: number, end: number): Run {
  const char = text[start] as Run["char"];
  const length = end - start;
  const before = charBefore(text, start);
  const after = charAt(text, end);
  const around = { char, length, before, after };
  const isAlone = standsAlone(before, after) ||
    (length === 1 && char === "*" && GLOB.test(text.slice(end, end + 3)));
  return {
    kind: "run",
    char,
    length,
    all: length,
    opens: !isAlone && mayOpen(around),
    closes: !isAlone && mayClose(around),
  };
}

interface Around {
  readonly char: Run["char"];
  readonly length: number;
  /** Empty at the start and at the end of the text. */
  readonly before: string;
  readonly after: string;
}

function mayOpen({ char, length, before, after }: Around): boolean {
  if (isSpace(after) || CLOSING.test(after) || PATH.test(before)) return false;
  if (length === 1 && NOT_AFTER_OPENING.test(after)) return false;
  return isEdge(before) || (char === "*" && (SPACELESS.test(before) || SPACELESS.test(after)));
}

function mayClose({ char, length, before, after }: Around): boolean {
  if (isSpace(before) || OPENING.test(before) || PATH.test(after)) return false;
  if (length === 1 && NOT_BEFORE_CLOSING.test(before)) return false;
  return isEdge(after) || (char === "*" && (SPACELESS.test(before) || SPACELESS.test(after)));
}

/** Is a run between these all that stands in brackets, in quotes, or between two signs of a kind? */
function standsAlone(before: string, after: string): boolean {
  if (OPENING.test(before) && CLOSING.test(after)) return true;
  return before === after && PUNCTUATION.test(before);
}

function isSpace(char: string): boolean {
  return char === "" || /\s/u.test(char);
}

function isEdge(char: string): boolean {
  return isSpace(char) || PUNCTUATION.test(char);
}

function charAt(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? "" : String.fromCodePoint(point);
}

function charBefore(text: string, at: number): string {
  const isPair = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(at - 2, 0), at));
  return text.slice(Math.max(at - (isPair ? 2 : 1), 0), at);
}
