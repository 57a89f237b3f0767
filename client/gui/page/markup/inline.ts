/**
 * What stands in a paragraph: code spans, addresses, mentions, bold and italics.
 * @module
 */
import type { MentionFinder } from "../../../core/page.ts";
import { type Run, runAt } from "./delimiters.ts";
import { withEmphasis } from "./emphasis.ts";
import { linkAt } from "./link.ts";
import type { Inline } from "./tree.ts";

/** Whatever may be more than text. Runs of two and more `_` are names such as `__init__`. */
const SPECIAL = /`+|\*+|_+|(?:https?:\/\/|www\.)/giu;

interface Found {
  readonly piece: Run | Inline;
  readonly end: number;
}

/** Where something may begin, and what it is. */
interface Candidate {
  readonly at: number;
  readonly found: () => Found | undefined;
}

/** The parts of `text`, in which blank lines end whatever is open. `people` finds whom it names. */
export function parseInline(text: string, people: MentionFinder): readonly Inline[] {
  return text.split(/(\n\s*\n)/).flatMap((stretch, at) =>
    at % 2 === 1 ? [{ kind: "text", text: stretch } as const] : parseStretch(stretch, people)
  );
}

function parseStretch(text: string, people: MentionFinder): readonly Inline[] {
  const pieces: (Run | Inline)[] = [];
  let end = 0;
  const push = (upTo: number) => {
    if (upTo > end) pieces.push({ kind: "text", text: text.slice(end, upTo) });
  };
  for (const candidate of candidates(text, people)) {
    const found = candidate.at < end ? undefined : candidate.found();
    if (found === undefined) continue;
    push(candidate.at);
    pieces.push(found.piece);
    end = found.end;
  }
  push(text.length);
  return withEmphasis(pieces);
}

function candidates(text: string, people: MentionFinder): Candidate[] {
  const spans = codeSpans(text);
  const signs = [...text.matchAll(SPECIAL)].map(({ 0: sign, index: at }) => ({
    at,
    found: () => foundAt(text, at, sign, spans),
  }));
  const mentions = people.find(text).map(({ name, from: at, to: end }) => ({
    at,
    found: () => ({ piece: { kind: "mention", text: text.slice(at, end), name } as const, end }),
  }));
  return mentions.length === 0 ? signs : [...signs, ...mentions].sort((a, b) => a.at - b.at);
}

function foundAt(
  text: string,
  at: number,
  sign: string,
  spans: ReadonlyMap<number, Found>,
): Found | undefined {
  switch (sign[0]) {
    case "`":
      return spans.get(at);
    case "*":
      return { piece: runAt(text, at, at + sign.length), end: at + sign.length };
    case "_":
      return sign.length > 1 ? undefined : { piece: runAt(text, at, at + 1), end: at + 1 };
    default: {
      const link = linkAt(text, at);
      return link && { piece: link, end: at + link.text.length };
    }
  }
}

/** The code spans that may begin in `text`, by where: as many backticks end one as have begun it. */
function codeSpans(text: string): ReadonlyMap<number, Found> {
  const spans = new Map<number, Found>();
  /** The next run of backticks by its length. */
  const next = new Map<number, number>();
  for (const { 0: { length }, index } of [...text.matchAll(/`+/g)].reverse()) {
    const closing = next.get(length);
    next.set(length, index);
    if (closing === undefined) continue;
    const piece = { kind: "code", text: unpadded(text.slice(index + length, closing)) } as const;
    spans.set(index, { piece, end: closing + length });
  }
  return spans;
}

/** One space on either side keeps backticks in the code apart from those around it. */
function unpadded(code: string): string {
  const isPadded = code.startsWith(" ") && code.endsWith(" ") && code.trim() !== "";
  return isPadded ? code.slice(1, -1) : code;
}
