/**
 * Addresses in a text, by GitHub's rules for autolinks (GFM 6.9).
 * @module
 */
import type { Link } from "./tree.ts";

/** An address ends before these. Beyond GFM: signs that are no part of any URL (RFC 3986), and the stops of East Asian sentences. */
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"`“”„«»。、，！？；：]+/iuy;
/** Ends a sentence rather than an address. Beyond GFM: the punctuation of all scripts. */
const TRAILING = /[?!.,:;*_~'"]|[^\P{P}\p{ASCII}]/u;
const ENTITY = /&[a-z0-9]+;$/i;
/** The longest entity of HTML, `&CounterClockwiseContourIntegral;`. */
const MAX_ENTITY_CHARS = 33;
/** Closing brackets by what opens them. */
const BRACKETS: Readonly<Record<string, string>> = {
  ")": "(",
  "]": "[",
  "}": "{",
  "）": "（",
  "」": "「",
  "』": "『",
  "】": "【",
  "》": "《",
  "〉": "〈",
};
const CLOSING = Object.fromEntries(
  Object.entries(BRACKETS).map(([closing, opening]) => [opening, closing]),
);

/** The address that begins in `text` at `at`, if one does. */
export function linkAt(text: string, at: number): Link | undefined {
  if (/[A-Za-z0-9]/.test(text[at - 1] ?? "")) return undefined;
  ADDRESS.lastIndex = at;
  const found = withoutTrailing(ADDRESS.exec(text)?.[0] ?? "");
  const isBare = /^www\./i.test(found);
  if (isBare && !/^www\.[^/?#]*[\p{L}\p{N}]\.[\p{L}\p{N}]/iu.test(found)) return undefined;
  // What comes before tells an address from the middle of another one.
  if (isBare && /[./@:=&-]/.test(text[at - 1] ?? "")) return undefined;
  const address = isBare ? `http://${found}` : found;
  if (!/^https?:\/\/[\p{L}\p{N}[]/iu.test(address) || !URL.canParse(address)) return undefined;
  const { href, host } = new URL(address);
  return { kind: "link", text: found, href, ...(showsHost(address, host) ? {} : { host }) };
}

/** Is `host` what a person reads in `address`? Not with letters of other scripts, numbers for addresses, or somebody's name before. */
function showsHost(address: string, host: string): boolean {
  const read = /^https?:\/\/([^/?#\\]*)/i.exec(address)?.[1]?.toLowerCase();
  return read === host || read === `${host}:80` || read === `${host}:443`;
}

/** `address` without what belongs to the sentence around it. */
function withoutTrailing(address: string): string {
  /** How many closing brackets of a kind have no partner. */
  const surplus = new Map<string, number>();
  for (const char of address) {
    const closing = CLOSING[char] ?? char;
    if (!Object.hasOwn(BRACKETS, closing)) continue;
    surplus.set(closing, (surplus.get(closing) ?? 0) + (closing === char ? 1 : -1));
  }
  let end = address.length;
  while (end > 0) {
    const last = address[end - 1] ?? "";
    const left = surplus.get(last) ?? 0;
    if (left > 0) surplus.set(last, left - 1);
    else if (!TRAILING.test(last) || Object.hasOwn(BRACKETS, last)) break;
    const tail = address.slice(Math.max(end - MAX_ENTITY_CHARS, 0), end);
    end -= ENTITY.exec(tail)?.[0].length ?? 1;
  }
  return address.slice(0, end);
}
