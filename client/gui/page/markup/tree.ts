/**
 * A message as a tree. No HTML comes out of it: whoever shows it makes text nodes.
 * @module
 */

/** Part of a line. Texts may contain line breaks. */
export type Inline =
  | { readonly kind: "text" | "code"; readonly text: string }
  /** `text` names the member `name`. */
  | { readonly kind: "mention"; readonly text: string; readonly name: string }
  | { readonly kind: "bold" | "italic"; readonly parts: readonly Inline[] }
  | Link;

export interface Link {
  readonly kind: "link";
  /** As it was written. */
  readonly text: string;
  /** Begins with `http:` or `https:`. */
  readonly href: string;
  /** Where it leads in fact, if the text may pretend to lead elsewhere. */
  readonly host?: string;
}

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

/** Do `blocks` name the member `name`, other than in a quote? */
export function names(blocks: readonly Block[], name: string): boolean {
  return blocks.some((block) => block.kind === "paragraph" && block.parts.some(isNamed));
  function isNamed(part: Inline): boolean {
    return "parts" in part
      ? part.parts.some(isNamed)
      : part.kind === "mention" && part.name === name;
  }
}
