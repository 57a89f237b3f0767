/**
 * Names of people and of files (PROTOCOL.md, Names and Transfers).
 * @module
 */
import { fold, untilStable } from "./fold.ts";
import { replaceHarmful } from "./harmful.ts";
import { MAX_NAME_CHARS } from "./limits.ts";
import { cutMarks, hasStrayMarks } from "./marks.ts";
import { skeleton } from "./skeleton.ts";
import { cutToBytes, isHarmless, isVisible, utf8Length } from "./text.ts";

/** Longest name in UTF-8: of as many characters as any living script may need three bytes each. */
const MAX_NAME_BYTES = 3 * MAX_NAME_CHARS;
/**
 * Longest file name in UTF-8: what Linux, macOS and Windows file systems accept for one segment.
 */
export const MAX_FILE_NAME_BYTES = 255;

const UNUSABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}[\]<>"]/u;
/** White space, and what has no effect at either end. */
const BLANK_ENDS = /^[\s\u200b\u200c]+|[\s\u200b\u200c]+$/gu;
/** White space that is not one plain space already: texts are full of those. */
const SPACING = /\s{2,}|[^\S ]/gu;
const RESERVED_START = /^[/!*]/;
/** Names under which the program itself seems to speak. */
const RESERVED: ReadonlySet<string> = new Set(
  ["server", "system", "operator", "everybody"].map(nameKey),
);

/** `name` as the server writes it, or `undefined` if it breaks the rules. Idempotent. */
export function normalizeName(name: string): string | undefined {
  if (name.length > 8 * MAX_NAME_BYTES || !name.isWellFormed()) return undefined;
  const trimmed = name.normalize("NFC").replace(BLANK_ENDS, "");
  if (UNUSABLE.test(trimmed) || !isHarmless(trimmed) || !isVisible(trimmed)) return undefined;
  const normal = joinSpaces(trimmed);
  if ([...normal].length > MAX_NAME_CHARS || utf8Length(normal) > MAX_NAME_BYTES) return undefined;
  if (RESERVED_START.test(normal) || hasStrayMarks(normal)) return undefined;
  return RESERVED.has(nameKey(normal)) ? undefined : normal;
}

/** Two names belong to the same person, or would be taken for it, if their keys are equal. */
export function nameKey(name: string): string {
  return untilStable(name, (key) => joinSpaces(skeleton(fold(key))));
}

function joinSpaces(text: string): string {
  return text.replace(SPACING, " ").trim();
}

/** Is `name` a file name that the protocol carries: one segment, well-formed, not too long? */
export function isFileName(name: string): boolean {
  if (name === "" || name === "." || name === ".." || !name.isWellFormed()) return false;
  // deno-lint-ignore no-control-regex
  return !/[/\\\u0000-\u001f\u007f-\u009f]/.test(name) && utf8Length(name) <= MAX_FILE_NAME_BYTES;
}

/** Names that Windows gives to devices, whatever follows the first dot. */
const DEVICE = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/** What Windows refuses, and private characters, by which some systems stand for those. */
const REFUSED = /[<>:"|?*\p{Co}]/gu;

/**
 * A name for a received file that no system gives a special meaning: one segment, nothing that does
 * harm where it is shown, no leading dot, no device name, nothing Windows refuses, and short enough
 * to add ` (123)` and `.part`. Never empty. Idempotent.
 */
export function safeFileName(name: string): string {
  const segment = name.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  let safe = withoutHarm(segment.normalize("NFC").replace(REFUSED, "_"))
    .replace(/^[.\s]+/, (dots) => "_".repeat(dots.trim().length))
    .replace(/[.\s]+$/, "");
  const [stem = ""] = safe.split(".");
  if (DEVICE.test(stem.trim())) safe = `_${safe}`;
  safe = withoutHarm(shorten(safe, MAX_FILE_NAME_BYTES - 32));
  return safe === "" ? "file" : safe;
}

function withoutHarm(name: string): string {
  return replaceHarmful(cutMarks(name), (_, count) => "_".repeat(count));
}

/** Splits `photo.tar.gz` into `photo.tar` and `.gz`; a name without an ending has an empty one. */
export function splitEnding(name: string): { stem: string; ending: string } {
  const dot = name.lastIndexOf(".");
  if (dot <= 0 || name.length - dot > 16) return { stem: name, ending: "" };
  return { stem: name.slice(0, dot), ending: name.slice(dot) };
}

function shorten(name: string, maxBytes: number): string {
  if (utf8Length(name) <= maxBytes) return name;
  const { stem, ending } = splitEnding(name);
  const cut = cutToBytes(stem, maxBytes - utf8Length(ending));
  return wholeCharacters(stem, cut.length).replace(/[.\s]+$/, "") + ending;
}

/** The first characters of `text`, as people see them, that end at `end` or before. */
function wholeCharacters(text: string, end: number): string {
  const { index = end } = new Intl.Segmenter().segment(text).containing(end) ?? {};
  return text.slice(0, index === 0 ? end : index);
}
