/**
 * What somebody said.
 * @module
 */
import { useMemo, useState } from "preact/hooks";
import type { Item } from "../channel.ts";
import { IconButton } from "./icon.tsx";
import { names, parseMarkup, quote } from "./markup/mod.ts";
import { usePeople } from "./people.ts";
import { RichText } from "./rich_text.tsx";
import { useActions, usePart, useTexts, useWriting } from "./store.ts";

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
  const writing = useWriting();
  const { text, from, mine, to } = item;
  const isLong = text.length > MAX_CHARS || text.split("\n", MAX_LINES + 1).length > MAX_LINES;
  const [isOpen, setOpen] = useState(false);
  const people = usePeople();
  const blocks = useMemo(() => parseMarkup(text, people), [text, people]);
  const isForYou = !mine && (to !== undefined || names(blocks, you));
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
            const other = mine ? to : from;
            writing.reply(to === undefined ? undefined : other, quote(from, text));
          }}
        />
        <IconButton
          name="copy"
          label={texts.copy}
          onClick={() => void actions.copy(text)}
        />
      </span>
    </div>
  );
}
