/**
 * Text that came from somebody else: is it acceptable, and how is it shown without harm.
 * @module
 */
import { MAX_TEXT_BYTES } from "./limits.ts";

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

/** Is `text` a message text (PROTOCOL.md, Texts)? */
export function isText(text: string): boolean {
  if (text.length === 0 || text.length > MAX_TEXT_BYTES) return false;
  return text.isWellFormed() && utf8Length(text) <= MAX_TEXT_BYTES;
}

/**
 * Characters that act on a terminal or reorder or hide text: C0 and C1 controls, bidirectional controls
 * (UAX #9), zero-width and other invisible format characters, musical and shorthand format characters, interlinear
 * annotations, tags, noncharacters, and lone surrogates. U+200C and U+200D are left out here: scripts and emoji need them, {@linkcode printable} judges their place.
 */
const HARMFUL =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e00ff}\p{NChar}\p{Cs}]/u;
const HARMFUL_ALL = new RegExp(HARMFUL, "gu");
/** A zero-width joiner or non-joiner that joins nothing. */
const LOOSE_JOINER =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{Extended_Pictographic}])/gu;
/** A flag of a region of a country (England, Scotland, …) is spelled with tag characters after U+1F3F4; those are harmless. */
const TAG_FLAG = /\u{1f3f4}[\u{e0020}-\u{e007e}]{1,16}\u{e007f}/gu;

/** Does `text` contain characters that {@linkcode printable} would show as a code? */
export function isHarmless(text: string): boolean {
  if (!HARMFUL.test(text) && !text.includes("\u200c") && !text.includes("\u200d")) return true;
  return printable(text) === text;
}

/**
 * `text` for a person's eyes: every harmful character is shown as its code, such as `⟦U+202E⟧`, so that it can be seen but
 * does nothing. Line breaks and tabs are harmful too: a caller who wants them splits first. Idempotent.
 */
export function printable(text: string): string {
  const mayHaveJoiner = text.includes("\u200c") || text.includes("\u200d");
  if (!mayHaveJoiner && !HARMFUL.test(text)) return text;
  const flags: string[] = [];
  // Tag flags step aside while everything else is looked at; U+FFFF cannot stand in the result.
  const kept = text.replaceAll("\uffff", "⟦U+FFFF⟧").replace(TAG_FLAG, (flag) => {
    flags.push(flag);
    return "\uffff";
  });
  const shown = kept.replace(LOOSE_JOINER, code)
    .replace(HARMFUL_ALL, (char) => char === "\uffff" ? char : code(char));
  return shown.replaceAll("\uffff", () => flags.shift() ?? "");
}

/**
 * The JSON `json` with every harmful character written as an escape sequence: the same for a program, and harmless where it
 * is looked at. Only strings contain such characters once line breaks and tabs are escaped, as `JSON.stringify` does.
 */
export function harmlessJson(json: string): string {
  if (!HARMFUL.test(json)) return json;
  return json.replace(
    HARMFUL_ALL,
    (char) => Array.from({ length: char.length }, (_, at) => escape(char.charCodeAt(at))).join(""),
  );
}

function escape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}

function code(char: string): string {
  const point = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `⟦U+${point}⟧`;
}
