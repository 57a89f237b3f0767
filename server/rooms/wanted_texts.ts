/**
 * What somebody who searches has typed (PROTOCOL.md, Search).
 * @module
 */
import { searchable } from "../store/mod.ts";

/** A phrase in quotes of its own, up to the end of the search if they are not closed; or a word. */
const PIECE =
  /(?<!\S)(?:"([^"]*)(?:"(?!\S)|$)|“([^”]*)(?:”(?!\S)|$)|„([^“”]*)(?:[“”](?!\S)|$)|«([^»]*)(?:»(?!\S)|$))|\S+/gu;

/**
 * The words and phrases of `typed` in the form in which they stand in a {@linkcode searchable}
 * text.
 */
export function wantedTexts(typed: string): string[] {
  const pieces = searchable(typed).matchAll(PIECE);
  const wanted = Array.from(pieces, ([word, ...phrases]) => {
    return phrases.find((phrase) => phrase !== undefined) ?? word;
  });
  return wanted.map((text) => text.trim()).filter((text) => text !== "");
}
