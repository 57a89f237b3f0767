/**
 * Where words begin and end, for names that stand in texts.
 *
 * Letters, digits and marks of one script belong together; what is invisible between them was
 * folded away. Signs hold a word together, too, when something follows: a hyphen (`ana-maria`), a
 * full stop (`ana.txt`), an `@` (`ana@example.org`), a middle dot (`Marcel·la`), and an apostrophe
 * whose other side is a capital letter (`O'Brien`; in `ana's`, `d'Ana` and `Ana'ya` it adds to a
 * name). WeeChat's highlights have the same hyphen.
 * @module
 */
import type { Folded } from "./fold.ts";

const PART = /[\p{L}\p{N}\p{M}\p{Pc}]/u;
const ATTACHED = /\p{M}/u;
/** Scripts that write no blanks between words, or put endings to names without one. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;

/** May a name begin at `at` of the key? `isMarked`: what begins there is its `@`. */
export function isWordStart(text: string, folded: Folded, at: number, isMarked: boolean): boolean {
  const before = charBefore(folded.key, at);
  if (before === "") return true;
  if (isMarked) return !PART.test(before) || UNSPACED.test(before);
  if (before === "@") return false;
  const first = charAt(folded.key, at);
  if (belongs(first, before, false)) return false;
  const signAt = at - before.length;
  const beyond = charBefore(folded.key, signAt);
  return !isHeld(before, beyond, originalBefore(text, folded, signAt));
}

/** May a name end at `at` of the key? */
export function isWordEnd(text: string, folded: Folded, at: number, isMarked: boolean): boolean {
  const after = charAt(folded.key, at);
  if (after === "") return true;
  if (belongs(charBefore(folded.key, at), after, isMarked)) return false;
  const beyondAt = at + after.length;
  const beyond = charAt(folded.key, beyondAt);
  return !isHeld(after, beyond, charAt(text, folded.indices[beyondAt] ?? text.length));
}

/** Do a character at the edge of a name and the one outside of it belong to one word? */
function belongs(edge: string, outside: string, isMarked: boolean): boolean {
  if (!PART.test(outside)) return false;
  if (ATTACHED.test(outside)) return true;
  if (UNSPACED.test(outside)) return UNSPACED.test(edge) && !isMarked;
  return !UNSPACED.test(edge);
}

/**
 * Does `sign` hold the name and what is beyond together? `written`: that, in its own letter case.
 */
function isHeld(sign: string, beyond: string, written: string): boolean {
  if (!PART.test(beyond)) return false;
  if (sign === "'") return /\p{Lu}/u.test(written);
  if (sign === "-" || sign === "·") return true;
  return (sign === "." || sign === "@") && !UNSPACED.test(beyond);
}

/** The character that was before the one at `at` of the key. */
function originalBefore(text: string, folded: Folded, at: number): string {
  return charBefore(text, folded.indices[at] ?? text.length);
}

function charAt(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? "" : String.fromCodePoint(point);
}

function charBefore(text: string, at: number): string {
  if (at <= 0) return "";
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xdc00 && unit < 0xe000 && at > 1 ? charAt(text, at - 2) : text.charAt(at - 1);
}
