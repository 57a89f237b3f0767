/**
 * Names of people and of files (PROTOCOL.md, Names and Transfers).
 * @module
 */
import { MAX_NAME_CHARS } from "./limits.ts";
import { skeleton } from "./skeleton.ts";
import { cutToBytes, isHarmless, utf8Length } from "./text.ts";

/** Longest name in UTF-8. */
const MAX_NAME_BYTES = 64;
/**
 * Longest file name in UTF-8: what Linux, macOS and Windows file systems accept for one segment.
 */
export const MAX_FILE_NAME_BYTES = 255;

const UNUSABLE = /[\p{C}\p{Zl}\p{Zp}[\]<>"]/u;
const THREE_MARKS = /\p{M}{3}/u;
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
  const trimmed = name.normalize("NFC").trim();
  if (UNUSABLE.test(trimmed)) return undefined;
  const normal = joinSpaces(trimmed);
  if (normal === "" || [...normal].length > MAX_NAME_CHARS) return undefined;
  if (utf8Length(normal) > MAX_NAME_BYTES) return undefined;
  if (RESERVED_START.test(normal) || THREE_MARKS.test(normal.normalize("NFD"))) return undefined;
  if (!isHarmless(normal) || RESERVED.has(nameKey(normal))) return undefined;
  return normal;
}

/** Two names belong to the same person, or would be taken for it, if their keys are equal. */
export function nameKey(name: string): string {
  let key = name;
  // RFC 8266, section 2.4: apply the rules until stable, at most four times.
  for (let round = 0; round < 4; round++) {
    const next = joinSpaces(skeleton(key.normalize("NFKC").toLowerCase()));
    if (next === key) break;
    key = next;
  }
  return key;
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

/** Joiner and variation selectors: invisible, but emoji consist of them. */
const PART_OF_EMOJI = /[\u200d\ufe0e\ufe0f]/;

/**
 * A name for a received file that no system gives a special meaning: one segment, nothing invisible, no leading dot, no
 * device name, nothing Windows refuses, and short enough to add ` (123)` and `.part`. Never empty. Idempotent.
 */
export function safeFileName(name: string): string {
  const segment = name.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  let safe = segment.normalize("NFC")
    .replace(/[\p{C}\p{DI}\p{Zl}\p{Zp}<>:"|?*]/gu, (char) => PART_OF_EMOJI.test(char) ? char : "_")
    .replace(/\s+/gu, " ")
    .replace(/^[. ]+/, (dots) => "_".repeat(dots.trim().length))
    .replace(/[. ]+$/, "")
    .trim();
  const [stem = ""] = safe.split(".");
  if (DEVICE.test(stem.trim())) safe = `_${safe}`;
  safe = shorten(safe, MAX_FILE_NAME_BYTES - 32);
  if (!isHarmless(safe)) safe = safe.replaceAll("\u200d", "_");
  return safe === "" ? "file" : safe;
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
  return cutToBytes(stem, maxBytes - utf8Length(ending)).replace(/[. ]+$/, "") + ending;
}
