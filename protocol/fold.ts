/**
 * Different writings of the same word.
 * @module
 */

/** Rounds after which even the strangest texts are stable (RFC 8266, section 2.4). */
const MAX_ROUNDS = 4;
// deno-lint-ignore no-control-regex
const ASCII = /^[\x00-\x7f]*$/;

/**
 * `text` in the form in which searches and names are compared: in one case with `ß` as `ss`, in one
 * width, composed, without what is invisible (Unicode's NFKC_Casefold); besides, a dotless or
 * dotted i is an i, as the capitals of `ısı` and `isi` look the same to most. Idempotent.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return untilStable(text, foldOnce);
}

/** Applies `step` until nothing changes, a few times at most. */
export function untilStable(text: string, step: (text: string) => string): string {
  let stable = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = step(stable);
    if (next === stable) break;
    stable = next;
  }
  return stable;
}

function foldOnce(text: string): string {
  // Some letters are told apart by small letters alone (ß and ss, ς and σ): capitals first.
  return text.normalize("NFKC").replace(/\p{DI}/gu, "").toUpperCase().toLowerCase()
    .replaceAll("ς", "σ").replace(/(\p{Soft_Dotted})\u0307/gu, "$1").normalize("NFKC");
}
