/**
 * Reads new messages to people who use a screen reader.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { newsText } from "./game_words.ts";
import { isNews } from "./page_state.ts";
import { usePart, useTexts } from "./store.ts";

export function Announcer() {
  const texts = useTexts();
  const last = usePart((state) => state.items.findLast(isNews));
  const files = usePart((state) => state.files);
  const first = useRef(last);
  const [text, setText] = useState("");
  useEffect(() => {
    if (last === undefined || last === first.current) return;
    if (last.kind === "message") {
      setText(texts.newMessage(printable(last.from), oneLine(last.text)));
    }
    if (last.kind === "file") {
      setText(texts.newFile(printable(last.from), printable(files.get(last.file)?.name ?? "")));
    }
  }, [last]);
  const game = usePart((state) => state.lastGame);
  useEffect(() => {
    if (game?.isNews && game.opponent !== undefined) setText(newsText(game, texts));
  }, [game]);
  return <div class="hidden" role="status" aria-live="polite">{text}</div>;
}

function oneLine(text: string): string {
  return printable(text.replaceAll(/\s+/g, " "));
}
