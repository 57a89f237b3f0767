/**
 * Where messages are written.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { onCompose } from "./compose_with.ts";
import { EmojiPicker } from "./emoji_picker.tsx";
import { IconButton } from "./icon.tsx";
import { completions, insertMention } from "./mention.ts";
import { useActions, usePart, useTexts } from "./store.ts";

const DRAFT_KEY = "chat-draft";

export function Composer() {
  const texts = useTexts();
  const actions = useActions();
  const phase = usePart((state) => state.room?.phase);
  const isUp = usePart((state) => state.room?.link.state === "up" && state.channel === "open");
  const room = usePart((state) => state.room?.room ?? "");
  const members = usePart((state) => state.room?.members);
  const you = usePart((state) => state.room?.you ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => sessionStorage.getItem(DRAFT_KEY) ?? "");
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const recipient = usePart((state) => state.recipient);
  const label = recipient === undefined
    ? texts.messageTo(printable(room))
    : texts.privateTo(printable(recipient));
  const others = (members ?? []).filter((name) => name !== you);
  const names = completions(text, caret, others);

  const change = (next: string, nextCaret: number) => {
    setText(next);
    setCaret(nextCaret);
    setChosen(0);
    sessionStorage.setItem(DRAFT_KEY, next);
  };
  const insert = (added: string) => {
    const element = field.current;
    if (element === null) return;
    element.setRangeText(added, element.selectionStart, element.selectionEnd, "end");
    change(element.value, element.selectionStart);
    element.focus();
  };
  const complete = (name: string) => {
    const next = insertMention(text, caret, name);
    change(next.text, next.caret);
    queueMicrotask(() => field.current?.setSelectionRange(next.caret, next.caret));
    field.current?.focus();
  };
  const send = () => {
    if (text.trim() === "" || phase !== "room") return;
    actions.wish({ type: "input", text, ...(recipient !== undefined && { to: recipient }) });
    change("", 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (names.length > 0 && onCompletionKey(event)) return event.preventDefault();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  const onCompletionKey = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const count = names.length;
    if (key === "ArrowDown") setChosen((chosen + 1) % count);
    else if (key === "ArrowUp") setChosen((chosen + count - 1) % count);
    else if ((key === "Tab" || key === "Enter") && !shiftKey) complete(names[chosen] as string);
    else if (key === "Escape") setCaret(-1);
    else return false;
    return true;
  };
  useLayoutEffect(() => grow(field.current), [text]);
  useEffect(() => {
    const onResize = () => grow(field.current);
    addEventListener("resize", onResize);
    field.current?.focus();
    return () => removeEventListener("resize", onResize);
  }, []);
  useEffect(() => onCompose(insert), []);
  if (phase !== "room") return null;
  return (
    <div class="composer">
      {names.length > 0 && (
        <ul class="completions" id="completions" role="listbox" aria-label={texts.members}>
          {names.map((name, at) => (
            <li
              key={name}
              id={`completion-${at}`}
              role="option"
              aria-selected={at === chosen}
              onMouseDown={(event) => {
                event.preventDefault();
                complete(name);
              }}
            >
              <bdi>{printable(name)}</bdi>
            </li>
          ))}
        </ul>
      )}
      {recipient !== undefined && (
        <p class="recipient">
          {label}
          <IconButton
            name="close"
            label={texts.toRoom}
            onClick={() => {
              actions.writeTo(undefined);
              field.current?.focus();
            }}
          />
        </p>
      )}
      <div class="composer-field">
        <IconButton
          name="attach"
          label={texts.attach}
          onClick={() => chooser.current?.click()}
        />
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            actions.share([...event.currentTarget.files ?? []]);
            event.currentTarget.value = "";
          }}
        />
        <textarea
          ref={field}
          rows={1}
          value={text}
          dir="auto"
          aria-label={label}
          placeholder={isUp ? label : texts.sendLater}
          aria-controls={names.length > 0 ? "completions" : undefined}
          aria-activedescendant={names.length > 0 ? `completion-${chosen}` : undefined}
          onInput={({ currentTarget }) => change(currentTarget.value, currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
        />
        <EmojiPicker onPick={insert} />
        <IconButton name="send" label={texts.send} class="send" onClick={send} />
      </div>
    </div>
  );
}

/** As high as its text, up to what the style sheet allows. */
function grow(field: HTMLTextAreaElement | null): void {
  if (field === null) return;
  field.style.height = "auto";
  // A placeholder that is long does not make the field higher.
  if (field.value !== "") field.style.height = `${field.scrollHeight}px`;
}
