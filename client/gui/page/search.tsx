/**
 * Finding messages: the server looks through all of them.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { FoundMessage } from "../channel.ts";
import { Time } from "./item_view.tsx";
import { jumpTo } from "./jump_to.ts";
import { Name } from "./name.tsx";
import { useActions, usePart, useTexts } from "./store.ts";

export function Search({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const actions = useActions();
  const found = usePart((state) => state.found);
  const [words, setWords] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    return () => actions.forgetFound();
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (words.trim() !== "") actions.wish({ type: "search", words: words.trim() });
  };
  return (
    <search class="search" onKeyDown={(event) => event.key === "Escape" && onClose()}>
      <form onSubmit={submit}>
        <input
          ref={field}
          type="search"
          enterkeyhint="search"
          value={words}
          maxLength={200}
          placeholder={texts.search}
          aria-label={texts.search}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </form>
      <div role="status">
        {found?.messages.length === 0 && (
          <p class="hint">{texts.nothingFound(printable(found.words))}</p>
        )}
      </div>
      {found !== undefined && found.messages.length > 0 && (
        <ul>
          {found.messages.map((message) => (
            <li key={message.id + message.at}>
              <Hit message={message} />
            </li>
          ))}
        </ul>
      )}
      {found?.more && <p class="hint">{texts.moreFound}</p>}
    </search>
  );
}

function Hit({ message }: { readonly message: FoundMessage }) {
  const { id, at, from, text } = message;
  const n = usePart((state) =>
    state.items.findLast((item) => item.kind === "message" && item.id === id && item.from === from)
      ?.n
  );
  const shown = (
    <>
      <Name name={from} /> <Time at={at} />
      <span class="hit-text" dir="auto">{text.split("\n").map(printable).join(" ")}</span>
    </>
  );
  if (n === undefined) return <div class="hit">{shown}</div>;
  return <button type="button" class="hit" onClick={() => jumpTo(n)}>{shown}</button>;
}
