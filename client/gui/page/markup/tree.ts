/**
 * A message as a tree. No HTML comes out of it: whoever shows it makes text nodes.
 * @module
 */
import type { Link as Address } from "../../../core/page.ts";

/** Part of a line. Texts may contain line breaks. */
export type Inline =
  | { readonly kind: "text" | "code"; readonly text: string }
  /** `text` names the member `name`. */
  | { readonly kind: "mention"; readonly text: string; readonly name: string }
  | { readonly kind: "bold" | "italic"; readonly parts: readonly Inline[] }
  | Link;

export type Link = Address & { readonly kind: "link" };

export type Block =
  | { readonly kind: "paragraph"; readonly parts: readonly Inline[] }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  /** `info` is what stood after the opening fence, such as the name of a language. */
  | { readonly kind: "code"; readonly info: string; readonly text: string };

/** What a person reads of `blocks`: the text without the marks that made something of it. */
export function shownText(blocks: readonly Block[]): string {
  return blocks.map(shownBlock).join("\n");
}

function shownBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return block.parts.map(shownInline).join("");
    case "quote":
      return shownText(block.blocks);
    case "code":
      return block.info === "" ? block.text : `${block.info}\n${block.text}`;
  }
}

function shownInline(part: Inline): string {
  return "parts" in part ? part.parts.map(shownInline).join("") : part.text;
}

/** Columns: tabs or several spaces within a line, and not only after the end of a sentence. */
const COLUMN = /\S(?:\t| {3,}|(?<![.!?:…]) {2})\S/;

/**
 * Are there columns in two lines of `block` or more? They stand below each other where all letters
 * have one width.
 */
export function isAligned(block: Block): boolean {
  const lines = shownBlock(block).split("\n");
  return lines.filter((line) => COLUMN.test(line)).length > 1;
}
