/**
 * Marked-up text as elements: text nodes and a handful of tags, never HTML of others.
 * @module
 */
import { useState } from "preact/hooks";
import { type Block, type Inline, mentions, quoted } from "./markup.ts";
import { jumpTo } from "./jump_to.ts";
import { usePart, useTexts } from "./store.ts";

export function RichText({ blocks }: { readonly blocks: readonly Block[] }) {
  return <>{blocks.map((block, at) => <BlockView key={at} block={block} />)}</>;
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case "code":
      return <Code text={block.text} />;
    case "quote":
      return <Quote lines={block.lines} />;
    case "paragraph":
      return <p dir="auto">{withBreaks(block.lines)}</p>;
  }
}

function withBreaks(lines: readonly (readonly Inline[])[]) {
  return lines.map((line, at) => [
    ...(at > 0 ? [<br key={`b${at}`} />] : []),
    ...line.map((part, i) => <InlineView key={`${at}.${i}`} part={part} />),
  ]);
}

function InlineView({ part }: { readonly part: Inline }) {
  switch (part.kind) {
    case "text":
      return <>{part.text}</>;
    case "code":
      return <code>{part.text}</code>;
    case "bold":
      return <strong>{part.parts.map((inner, at) => <InlineView key={at} part={inner} />)}</strong>;
    case "italic":
      return <em>{part.parts.map((inner, at) => <InlineView key={at} part={inner} />)}</em>;
    case "link":
      return <a href={part.href} target="_blank" rel="noopener noreferrer">{part.text}</a>;
    case "mention":
      return <Mention text={part.text} />;
  }
}

function Mention({ text }: { readonly text: string }) {
  const isYou = usePart((state) => mentions(text, state.room?.you ?? ""));
  return <span class={isYou ? "mention you" : "mention"}>{text}</span>;
}

function Code({ text }: { readonly text: string }) {
  const texts = useTexts();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div class="code-block">
      <pre tabIndex={0}><code>{text}</code></pre>
      <button type="button" onClick={copy}>{isCopied ? texts.copied : texts.copy}</button>
    </div>
  );
}

function Quote({ lines }: { readonly lines: readonly (readonly Inline[])[] }) {
  const texts = useTexts();
  const items = usePart((state) => state.items);
  const plain = (lines[0] ?? []).map(plainText).join("");
  const source = quoted(plain);
  const found = source &&
    items.findLast((item) =>
      item.kind === "message" && item.from === source.from &&
      item.text.replaceAll(/[*_`]/g, "").startsWith(source.start.slice(0, 80))
    );
  return (
    <blockquote dir="auto">
      {withBreaks(lines)}
      {found && (
        <button
          type="button"
          class="quote-jump"
          aria-label={texts.jumpToQuoted}
          title={texts.jumpToQuoted}
          onClick={() => jumpTo(found.n)}
        >
          ↑
        </button>
      )}
    </blockquote>
  );
}

function plainText(part: Inline): string {
  return "parts" in part ? part.parts.map(plainText).join("") : part.text;
}
