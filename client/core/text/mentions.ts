/**
 * Who is named in a text: one rule for every front end.
 *
 * A name is mentioned where it stands as a word of its own, with or without an `@`, in any letter
 * case. Where several names could stand the longest one does: `@Ben Ö.` is `Ben Ö.`, never `Ben`.
 * What ends a word is said in `word_edges.ts`.
 * @module
 */
import { type Folded, foldName, foldText } from "./fold.ts";
import { isWordEnd, isWordStart } from "./word_edges.ts";

/** Where a text names somebody: UTF-16 indices, the `@` included. */
export interface Mention {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Finds the same names in many texts. */
export class MentionFinder {
  readonly #names = new Map<string, string>();
  /** Of the folded names, longest first. */
  readonly #lengths: readonly number[];

  constructor(names: Iterable<string>) {
    for (const name of names) {
      const key = foldName(name);
      if (key !== "" && !this.#names.has(key)) this.#names.set(key, name);
    }
    const lengths = new Set(Array.from(this.#names.keys(), (key) => key.length));
    this.#lengths = [...lengths].sort((a, b) => b - a);
  }

  /** The mentions in `text`, in order; they do not overlap. */
  find(text: string): Mention[] {
    const folded = foldText(text);
    const links = linkSpans(text);
    const mentions: Mention[] = [];
    for (let at = 0; at < folded.key.length;) {
      const found = this.#at(text, folded, at);
      const from = folded.indices[at] ?? 0;
      while (links[0] !== undefined && links[0].to <= from) links.shift();
      const isInLink = (links[0]?.from ?? Infinity) <= from;
      if (found === undefined || isInLink) {
        at++;
        continue;
      }
      const { name, end } = found;
      mentions.push({ name, from, to: folded.indices[end] ?? text.length });
      at = end;
    }
    return mentions;
  }

  #at(text: string, folded: Folded, at: number): { name: string; end: number } | undefined {
    const plain = this.#longest(text, folded, at, false);
    const marked = folded.key[at] === "@" && isWordStart(text, folded, at, true)
      ? this.#longest(text, folded, at + 1, true)
      : undefined;
    if (marked === undefined || plain === undefined) return marked ?? plain;
    return marked.end > plain.end ? marked : plain;
  }

  #longest(
    text: string,
    folded: Folded,
    start: number,
    isMarked: boolean,
  ): { name: string; end: number } | undefined {
    if (!isMarked && !isWordStart(text, folded, start, false)) return undefined;
    for (const length of this.#lengths) {
      const end = start + length;
      if (end > folded.key.length) continue;
      const name = this.#names.get(folded.key.slice(start, end));
      if (name !== undefined && isWordEnd(text, folded, end, isMarked)) return { name, end };
    }
    return undefined;
  }
}

/**
 * Where addresses such as `https://example.org/ana` are in `text`: they name hosts and folders, not
 * people.
 */
function linkSpans(text: string): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (let at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 1)) {
    let from = at;
    while (from > 0 && /[\w+.-]/.test(text.charAt(from - 1))) from--;
    const length = text.slice(at).search(/\s/);
    const to = length < 0 ? text.length : at + length;
    if (from < at) spans.push({ from, to });
    at = to;
  }
  return spans;
}

/**
 * Does `text` mention `you`? `names` are those that others have: a longer one that stands there is
 * meant in its place.
 */
export function mentions(text: string, you: string, names: Iterable<string>): boolean {
  const key = foldName(you);
  if (!foldText(text).key.includes(key)) return false;
  const longer = [...names].filter((name) => foldName(name).includes(key));
  return new MentionFinder([you, ...longer]).find(text).some(({ name }) => name === you);
}
