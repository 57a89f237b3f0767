/**
 * Marked-up text as elements: text nodes and a handful of tags, never HTML of others.
 * @module
 */
import { CodeBlock } from "./code_block.tsx";
import { jumpTo } from "./jump_to.ts";
import {
  type Block,
  type Inline,
  isQuotedFrom,
  type Link,
  quoted,
  shownText,
} from "./markup/mod.ts";
import { usePart, useTexts } from "./store.ts";

export function RichText({ blocks }: { readonly blocks: readonly Block[] }) {
  return <>{blocks.map((block, at) => <BlockView key={at} block={block} />)}</>;
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case "code":
      return <CodeBlock info={block.info} text={block.text} />;
    case "quote":
      return <Quote blocks={block.blocks} />;
    case "paragraph":
      return (
        <p dir="auto">
          <Inlines parts={block.parts} />
        </p>
      );
  }
}

function Inlines({ parts }: { readonly parts: readonly Inline[] }) {
  return <>{parts.map((part, at) => <InlineView key={at} part={part} />)}</>;
}

function InlineView({ part }: { readonly part: Inline }) {
  switch (part.kind) {
    case "text":
      return <>{part.text}</>;
    case "code":
      return <code>{part.text}</code>;
    case "bold":
      return (
        <strong>
          <Inlines parts={part.parts} />
        </strong>
      );
    case "italic":
      return (
        <em>
          <Inlines parts={part.parts} />
        </em>
      );
    case "link":
      return <LinkView link={part} />;
    case "mention":
      return <Mention text={part.text} name={part.name} />;
  }
}

/** The style sheet shows where it leads if the text does not. */
function LinkView({ link: { href, text, host } }: { readonly link: Link }) {
  return (
    <a href={href} title={href} data-host={host} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}

function Mention({ text, name }: { readonly text: string; readonly name: string }) {
  const isYou = usePart((state) => state.room?.you === name);
  return <span class={isYou ? "mention you" : "mention"}>{text}</span>;
}

function Quote({ blocks }: { readonly blocks: readonly Block[] }) {
  const texts = useTexts();
  const items = usePart((state) => state.items);
  const source = quoted(shownText(blocks).split("\n", 1)[0] ?? "");
  const found = source &&
    items.findLast((item) =>
      item.kind === "message" && item.from === source.from && isQuotedFrom(item.text, source.start)
    );
  return (
    <blockquote dir="auto">
      <RichText blocks={blocks} />
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
