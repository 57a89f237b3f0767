/**
 * Text that came from somebody else: is it acceptable, and how is it shown without harm.
 * @module
 */
import { MAX_TEXT_BYTES } from "./limits.ts";

/** Combining marks shown on one character: what living scripts need. */
const MAX_MARKS_SHOWN = 4;

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
/** The same harmful character again and again: ten thousand bells fill no screen with codes. */
const REPEATED = new RegExp(`(${HARMFUL.source})\\1{3,}`, "gu");
/** A zero-width joiner or non-joiner that joins nothing. */
const LOOSE_JOINER =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{Extended_Pictographic}])/gu;
/** A flag of a region of a country (England, Scotland, …) is spelled with tag characters after U+1F3F4; those are harmless. */
const TAG_FLAG = /\u{1f3f4}[\u{e0020}-\u{e007e}]{1,16}\u{e007f}/gu;

/** Marks on one character beyond those that are shown: stacked higher they cover the rows above and below. */
const SURPLUS_MARKS = new RegExp(
  `([\\p{Mn}\\p{Me}]{${MAX_MARKS_SHOWN}})[\\p{Mn}\\p{Me}]+`,
  "gu",
);
/** Most texts: nothing to look for. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Is `text` what {@linkcode printable} would show? */
export function isHarmless(text: string): boolean {
  return printable(text) === text;
}

/**
 * `text` for a person's eyes: every harmful character is shown as its code, such as `⟦U+202E⟧`, so that it can be seen but
 * does nothing, a run of more than three once with its length; of the marks that are stacked on one character the first {@linkcode MAX_MARKS_SHOWN} are. Line breaks and
 * tabs are harmful too: a caller who wants them splits first. Idempotent.
 */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  const mayHaveJoiner = text.includes("\u200c") || text.includes("\u200d");
  const visible = mayHaveJoiner || HARMFUL.test(text) ? withCodes(text) : text;
  return visible.replace(SURPLUS_MARKS, "$1");
}

/** Replaces what is harmful; `text` has something of the kind. */
function withCodes(text: string): string {
  const flags: string[] = [];
  // Tag flags step aside while everything else is looked at; U+FFFF cannot stand in the result.
  const kept = text.replaceAll("\uffff", "⟦U+FFFF⟧").replace(TAG_FLAG, (flag) => {
    flags.push(flag);
    return "\uffff";
  });
  const shown = kept.replace(LOOSE_JOINER, (char) => code(char))
    .replace(REPEATED, (run, char: string) => char === "\uffff" ? run : code(char, run.length))
    .replace(HARMFUL_ALL, (char) => char === "\uffff" ? char : code(char));
  return shown.replaceAll("\uffff", () => flags.shift() ?? "");
}

/** `⟦U+0007⟧`; `⟦U+0007×9⟧` for a run of nine UTF-16 units. */
function code(char: string, runLength = char.length): string {
  const point = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const count = runLength / char.length;
  return count > 1 ? `⟦U+${point}×${count}⟧` : `⟦U+${point}⟧`;
}

/**
 * `value` as JSON for a program's eyes, and for those of a person who looks on: harmful characters are escapes in it. It
 * parses to what was given.
 */
export function jsonText(value: object): string {
  const json = JSON.stringify(value);
  return PLAIN.test(json) ? json : json.replace(HARMFUL_ALL, escaped);
}

function escaped(char: string): string {
  const units = Array.from({ length: char.length }, (_, at) => char.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
