/**
 * Markdown light: what of it a message may use, as a tree. No HTML comes out of it: whoever shows it makes text nodes.
 * @module
 */
import { printable } from "../../../protocol/text.ts";

export type Inline =
  | { readonly kind: "text" | "code" | "mention"; readonly text: string }
  | { readonly kind: "bold" | "italic"; readonly parts: readonly Inline[] }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

export type Block =
  | { readonly kind: "paragraph" | "quote"; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: "code"; readonly text: string };

/** A code span, an address, bold, italics, or a mention; whichever begins first. */
const SPAN =
  /(`+)(?<code>[^`]+?)\1(?!`)|(?<url>\b(?:https?:\/\/|mailto:)[^\s<>"']+)|\*\*(?<bold>\S(?:.*?\S)?)\*\*|(?<![\p{L}\p{N}*])\*(?<star>[^\s*](?:[^*]*[^\s*])?)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?<under>[^\s_](?:[^_]*[^\s_])?)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}])@(?<name>[\p{L}\p{N}][^\s@]*)/u;
const FENCE = /^\s*```\S*\s*$/;
/** Ends a sentence rather than an address or a name. */
const TRAILING = /[.,;:!?)\]}]+$/;
/** Nesting beyond this is shown as it stands. */
const MAX_DEPTH = 4;
/** Longer lines are shown as they stand: finding pairs takes time that grows with the square of the length. */
const MAX_MARKUP_CHARS = 2_000;

/** The blocks of a message. Text that could act on the page or reorder it is shown as codes. */
export function parseMarkup(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (FENCE.test(line)) {
      const end = lines.findIndex((other, i) => i > at && FENCE.test(other));
      const stop = end < 0 ? lines.length : end;
      const code = lines.slice(at + 1, stop).map((other) => shownLine(other)).join("\n");
      blocks.push({ kind: "code", text: code });
      at = stop;
      continue;
    }
    const isQuote = line.startsWith(">");
    const kind = isQuote ? "quote" : "paragraph";
    const inlines = parseInline(shownLine(isQuote ? line.replace(/^> ?/, "") : line));
    const last = blocks.at(-1);
    if (last?.kind === kind) (last.lines as Inline[][]).push([...inlines]);
    else blocks.push({ kind, lines: [[...inlines]] });
  }
  return blocks;
}

/** Does `text` mention the member `name`? */
export function mentions(text: string, name: string): boolean {
  const at = text.toLowerCase().indexOf(`@${name.toLowerCase()}`);
  if (name === "" || at < 0) return false;
  const after = text.slice(at + 1 + name.length);
  return !/^[\p{L}\p{N}]/u.test(after);
}

/** What a reply to `text` of `from` begins with: the first two lines, quoted. */
export function quote(from: string, text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith(">"));
  const shown = lines.slice(0, 2).map((line) =>
    line.length > 120 ? `${line.slice(0, 119)}…` : line
  );
  return shown.map((line, at) => at === 0 ? `> ${from}: ${line}` : `> ${line}`).join("\n") + "\n";
}

/** The author and the beginning that a quote's first line names. */
export function quoted(line: string): { from: string; start: string } | undefined {
  const match = /^(.{1,64}?): (.+?)…?$/u.exec(line);
  return match === null ? undefined : { from: match[1] ?? "", start: match[2] ?? "" };
}

function parseInline(text: string, depth = 0): readonly Inline[] {
  if (text.length > MAX_MARKUP_CHARS) return [{ kind: "text", text }];
  const parts: Inline[] = [];
  let rest = text;
  while (rest !== "") {
    const match = depth < MAX_DEPTH ? SPAN.exec(rest) : null;
    if (match === null) break;
    const before = rest.slice(0, match.index);
    const found = inlineOf(match, depth);
    if (before !== "") parts.push({ kind: "text", text: before });
    parts.push(found.inline);
    rest = rest.slice(match.index + found.length);
  }
  if (rest !== "") parts.push({ kind: "text", text: rest });
  return parts;
}

function inlineOf(match: RegExpExecArray, depth: number): { inline: Inline; length: number } {
  const [whole] = match;
  const { code, url, bold, star, under, name } = match.groups ?? {};
  const all = (inline: Inline) => ({ inline, length: whole.length });
  if (code !== undefined) return all({ kind: "code", text: code });
  if (bold !== undefined) return all({ kind: "bold", parts: parseInline(bold, depth + 1) });
  const italic = star ?? under;
  if (italic !== undefined) return all({ kind: "italic", parts: parseInline(italic, depth + 1) });
  if (name !== undefined) {
    const mention = whole.replace(TRAILING, "");
    return { inline: { kind: "mention", text: mention }, length: mention.length };
  }
  const text = (url ?? "").replace(TRAILING, "");
  const href = safeHref(text);
  const inline: Inline = href === undefined ? { kind: "text", text } : { kind: "link", text, href };
  return { inline, length: text.length };
}

/** `text` as an address that is safe to open: http, https or mailto. */
function safeHref(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, href } = new URL(text);
  return ["http:", "https:", "mailto:"].includes(protocol) ? href : undefined;
}

function shownLine(line: string): string {
  return line.split("\t").map((part) => printable(part)).join("    ");
}
