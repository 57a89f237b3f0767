/**
 * The blocks of a message: paragraphs, quotes, and code between fences.
 * @module
 */
import { MentionFinder } from "../../../core/page.ts";
import { printable } from "../../../../protocol/text.ts";
import { parseInline } from "./inline.ts";
import type { Block } from "./tree.ts";

const NOBODY = new MentionFinder([]);
/** Quotes in quotes beyond this are shown as they stand. */
const MAX_QUOTE_DEPTH = 4;
const QUOTE = /^ {0,3}> ?/;
/** What follows backticks has none itself: code on one line is a code span. */
const FENCE = /^(?<indent> {0,3})(?<fence>`{3,}(?=[^`]*$)|~{3,})(?<info>.*)$/;

/**
 * The blocks of `text`: CommonMark's fences and quotes, but a quote ends with its last `>`; everything else is paragraphs, with
 * their line breaks and spaces as they are. Text that could act on the page or reorder it is shown as codes. `people` finds
 * who is named.
 */
export function parseMarkup(text: string, people: MentionFinder = NOBODY): readonly Block[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map(printableLine);
  return parseBlocks(lines, { people, depth: 0 });
}

interface Context {
  readonly people: MentionFinder;
  /** Quotes around it. */
  readonly depth: number;
}

function parseBlocks(lines: readonly string[], context: Context): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const { block, end } = codeAt(lines, at) ?? quoteAt(lines, at, context) ??
      paragraphAt(lines, at, context);
    blocks.push(block);
    at = end;
  }
  return blocks;
}

interface Found {
  readonly block: Block;
  /** The line after it. */
  readonly end: number;
}

/** Without its end, code goes to the end of the text; an opening fence that nothing follows opens nothing. */
function codeAt(lines: readonly string[], at: number): Found | undefined {
  const { indent = "", fence, info = "" } = FENCE.exec(lines[at] ?? "")?.groups ?? {};
  if (fence === undefined || at === lines.length - 1) return undefined;
  const closing = new RegExp(`^ {0,3}${fence[0]}{${fence.length},}\\s*$`);
  const end = endOf(lines, at + 1, (line) => !closing.test(line));
  const indented = new RegExp(`^ {0,${indent.length}}`);
  const text = lines.slice(at + 1, end).map((line) => line.replace(indented, "")).join("\n");
  return { block: { kind: "code", info: info.trim(), text }, end: end + 1 };
}

function quoteAt(lines: readonly string[], at: number, context: Context): Found | undefined {
  const { depth } = context;
  if (!isQuote(lines[at], depth)) return undefined;
  const end = endOf(lines, at, (line) => isQuote(line, depth));
  const quoted = lines.slice(at, end).map((line) => line.replace(QUOTE, ""));
  return {
    block: { kind: "quote", blocks: parseBlocks(quoted, { ...context, depth: depth + 1 }) },
    end,
  };
}

function paragraphAt(lines: readonly string[], at: number, { people, depth }: Context): Found {
  const end = endOf(
    lines,
    at,
    (line, i) => i === at || !(isQuote(line, depth) || codeAt(lines, i) !== undefined),
  );
  const parts = parseInline(lines.slice(at, end).join("\n"), people);
  return { block: { kind: "paragraph", parts }, end };
}

function isQuote(line = "", depth: number): boolean {
  return depth < MAX_QUOTE_DEPTH && QUOTE.test(line);
}

/** The first line from `at` on that is not of a kind. */
function endOf(
  lines: readonly string[],
  at: number,
  isOfKind: (line: string, i: number) => boolean,
): number {
  let end = at;
  while (end < lines.length && isOfKind(lines[end] ?? "", end)) end++;
  return end;
}

/** Tabs align what they stand in. */
function printableLine(line: string): string {
  return line.split("\t").map((part) => printable(part)).join("\t");
}
