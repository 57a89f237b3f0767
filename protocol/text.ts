/**
 * Text that came from somebody else: is it acceptable, and how is it shown without harm.
 * @module
 */
import { isSuspect, replaceHarmful } from "./harmful.ts";
import { MAX_TEXT_BYTES } from "./limits.ts";
import { cutMarks } from "./marks.ts";

const encoder = new TextEncoder();

/** Length of the well-formed `text` in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}

/** Cuts `text` to at most `maxBytes` of UTF-8, never inside a code point. */
export function cutToBytes(text: string, maxBytes: number): string {
  const { read } = encoder.encodeInto(text, new Uint8Array(maxBytes));
  return text.slice(0, read);
}

/**
 * Anything that leaves a trace where it is shown. The braille blank does not, although it is no
 * white space.
 */
const VISIBLE = /[^\p{White_Space}\p{Cc}\p{DI}\ufff9-\ufffb\u2800]/u;

/** Is `text` a message text (PROTOCOL.md, Texts)? */
export function isText(text: string): boolean {
  return isStoredText(text) && isVisible(text);
}

/** Is there anything to see in `text`? */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/**
 * Is `text` of a length and form that texts have? Logs of earlier servers have some with nothing to
 * see in them.
 */
export function isStoredText(text: string): boolean {
  if (text.length === 0 || text.length > MAX_TEXT_BYTES) return false;
  return text.isWellFormed() && utf8Length(text) <= MAX_TEXT_BYTES;
}

/** Most texts: nothing to look for. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Is `text` what {@linkcode printable} would show? */
export function isHarmless(text: string): boolean {
  return printable(text) === text;
}

/**
 * `text` for a person's eyes: every harmful character is shown as its code, such as `⟦U+202E⟧`, so
 * that it can be seen but does nothing, a run of more than three once with its length; of the marks
 * on one character as many are shown as can be read. Line breaks and tabs are harmful too: a caller
 * who wants them splits first. Idempotent.
 */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  const cut = cutMarks(text);
  return isSuspect(cut) ? replaceHarmful(cut, codes) : cut;
}

/**
 * As {@linkcode printable}, part by part: `parts` are pieces of one text in their order, each of
 * which has its place, such as characters before and after a cursor.
 */
export function printableParts(parts: readonly string[]): string[] {
  const text = parts.join("");
  if (PLAIN.test(text)) return [...parts];
  const harmful = new Set<number>();
  replaceHarmful(text, (char, count, at) => {
    for (let index = 0; index < count; index++) harmful.add(at + index * char.length);
    return "";
  });
  let at = 0;
  return parts.map((part) => {
    let shown = "";
    for (const char of part) {
      shown += harmful.has(at) ? codes(char, 1) : char;
      at += char.length;
    }
    return cutMarks(shown);
  });
}

/** `⟦U+0007⟧`; `⟦U+0007×9⟧` for nine of them. */
function codes(char: string, count: number): string {
  const point = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return count > 3 ? `⟦U+${point}×${count}⟧` : `⟦U+${point}⟧`.repeat(count);
}

/**
 * `value` as JSON for a program's eyes, and for those of a person who looks on: harmful characters
 * are escapes in it. It parses to what was given.
 */
export function jsonText(value: object): string {
  const json = JSON.stringify(value);
  if (PLAIN.test(json) || !isSuspect(json)) return json;
  return replaceHarmful(json, (char, count) => escaped(char).repeat(count));
}

function escaped(char: string): string {
  const units = Array.from({ length: char.length }, (_, at) => char.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
