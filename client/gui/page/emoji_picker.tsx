/**
 * A handful of emoji; the system's own picker has the others.
 * @module
 */
import { useRef } from "preact/hooks";
import { IconButton } from "./icon.tsx";
import { useTexts } from "./store.ts";

const EMOJI: readonly string[] = [
  ..."😀😄😂🤣😊😉😍😎🤔😮😢😭😡🙄😴🤗",
  ..."👍👎👏🙏👋💪🤝✨🎉🔥💯✅❌❓💡🚀",
  ..."☕🍕🎂🌞🌧🐛📌📎📷🎵💻🔧⏰🏠🌍💚",
];

export function EmojiPicker({ onPick }: { readonly onPick: (emoji: string) => void }) {
  const texts = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const pick = (emoji: string) => {
    box.current?.hidePopover();
    onPick(emoji);
  };
  return (
    <>
      <IconButton name="emoji" label={texts.emoji} onClick={() => box.current?.togglePopover()} />
      <div ref={box} popover="auto" class="emoji" role="group" aria-label={texts.emoji}>
        {EMOJI.map((emoji) => (
          <button key={emoji} type="button" onClick={() => pick(emoji)}>{emoji}</button>
        ))}
      </div>
    </>
  );
}
