/**
 * Texts without the differences that do not matter to whoever looks for a name: letter case, the
 * form of an accent, the kind of an apostrophe or a blank.
 * @module
 */
import { fold } from "../../../protocol/fold.ts";

/** A text that was folded, and where it was what it is. */
export interface Folded {
  readonly key: string;
  /** For each UTF-16 unit of `key` the index of the grapheme that it comes from. */
  readonly indices: readonly number[];
}

const PLAIN = /^[\x20-\x7e]*$/;
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const SIGNS: Readonly<Record<string, string>> = { "’": "'", "ʼ": "'", "‐": "-", "‑": "-" };

/**
 * `text` folded grapheme by grapheme. Line breaks stay; every other run of white space is one
 * blank.
 */
export function foldText(text: string): Folded {
  let key = "";
  const indices: number[] = [];
  for (const { segment, index } of graphemesOf(text)) {
    const folded = foldGrapheme(segment);
    if (folded === " " && key.endsWith(" ")) continue;
    key += folded;
    for (let unit = 0; unit < folded.length; unit++) indices.push(index);
  }
  return { key, indices };
}

/** `name` as {@linkcode foldText} has it where it stands in a text. */
export function foldName(name: string): string {
  return foldText(name).key;
}

function graphemesOf(text: string): Iterable<{ segment: string; index: number }> {
  if (!PLAIN.test(text)) return segmenter.segment(text);
  return Array.from(text, (segment, index) => ({ segment, index }));
}

function foldGrapheme(grapheme: string): string {
  const sign = SIGNS[grapheme];
  if (sign !== undefined) return sign;
  if (/^[^\S\r\n\u2028\u2029]/u.test(grapheme)) return " ";
  return fold(grapheme);
}
