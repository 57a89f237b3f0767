/**
 * What somebody said.
 * @module
 */
import { useMemo, useState } from "preact/hooks";
import type { Item } from "../channel.ts";
import { composeWith } from "./compose_with.ts";
import { IconButton } from "./icon.tsx";
import { mentions, parseMarkup, quote } from "./markup.ts";
import { RichText } from "./rich_text.tsx";
import { useActions, usePart, useTexts } from "./store.ts";

/** Longer messages are folded. */
const MAX_LINES = 20;
const MAX_CHARS = 2_400;

export interface MessageProps {
  readonly item: Extract<Item, { kind: "message" }>;
}

export function Message({ item }: MessageProps) {
  const texts = useTexts();
  const you = usePart((state) => state.room?.you ?? "");
  const actions = useActions();
  const { text, from, mine, to } = item;
  const isLong = text.length > MAX_CHARS || text.split("\n", MAX_LINES + 1).length > MAX_LINES;
  const [isOpen, setOpen] = useState(false);
  const blocks = useMemo(() => parseMarkup(text), [text]);
  const isForYou = !mine && mentions(text, you);
  return (
    <div class={isForYou ? "message for-you" : "message"} data-action={item.action}>
      <div class={isLong && !isOpen ? "folded" : ""}>
        <RichText blocks={blocks} />
      </div>
      {isLong && (
        <button type="button" class="link-button" onClick={() => setOpen(!isOpen)}>
          {isOpen ? texts.showLess : texts.showAll}
        </button>
      )}
      <span class="message-tools">
        {mine && <span class="stored" role="img" aria-label={texts.stored} title={texts.stored} />}
        <IconButton
          name="reply"
          label={texts.reply}
          onClick={() => {
            actions.writeTo(to === undefined ? undefined : mine ? to : from);
            composeWith(quote(from, text));
          }}
        />
        <IconButton
          name="copy"
          label={texts.copy}
          onClick={() => void navigator.clipboard.writeText(text)}
        />
      </span>
    </div>
  );
}
