/**
 * The box that messages are written in, with what stands around it.
 * @module
 */
import { pastedText } from "../../core/page.ts";
import { printable } from "../../../protocol/text.ts";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { onCompose } from "./compose_with.ts";
import { CompletionList } from "./completion_list.tsx";
import { EmojiPicker } from "./emoji_picker.tsx";
import { FileChooser } from "./file_chooser.tsx";
import { IconButton } from "./icon.tsx";
import { usePart, useTexts, useWriting } from "./store.ts";
import { useCompletion } from "./use_completion.ts";

export function ComposerField() {
  const texts = useTexts();
  const writing = useWriting();
  const isUp = usePart((state) => state.room?.link.state === "up" && state.channel === "open");
  const label = useLabel();
  const { text, handed, trouble } = usePart(({ compose }) => compose);
  const field = useRef<HTMLTextAreaElement>(null);
  const completion = useCompletion(text, (next, caret) => {
    writing.write(next);
    queueMicrotask(() => field.current?.setSelectionRange(caret, caret));
    field.current?.focus();
  });
  const offer = handed === undefined ? completion.offer : undefined;

  const typed = (element: HTMLTextAreaElement) => {
    writing.write(element.value);
    completion.moved(element.selectionStart);
  };
  const insert = (added: string, isPaste = false) => {
    const element = field.current;
    if (element === null) return;
    element.focus();
    const text = isPaste ? pastedText(added, isAtStart(element)) : added;
    // Nothing to add: the box was only looked for, and may not show yet what it holds by now.
    if (text === "") return;
    insertText(element, text);
    typed(element);
  };
  const onBeforeInput = (event: InputEvent) => {
    const element = field.current;
    const { data, inputType } = event;
    const isPaste = inputType !== "insertText" && data !== null && /[\r\n]/.test(data);
    if (element === null || !isPaste || pastedText(data, isAtStart(element)) === data) return;
    event.preventDefault();
    insert(data, true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (offer !== undefined && completion.keyed(event)) return event.preventDefault();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    writing.send();
  };
  useLayoutEffect(() => grow(field.current), [text]);
  useEffect(() => {
    const onResize = () => grow(field.current);
    addEventListener("resize", onResize);
    field.current?.focus();
    return () => removeEventListener("resize", onResize);
  }, []);
  useEffect(() => onCompose(insert), []);
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    // What is typed before the answer is a text of its own: it takes the place of what was sent.
    if (handed !== undefined) element.select();
    else if (trouble !== undefined) element.setSelectionRange(text.length, text.length);
  }, [handed]);
  return (
    <div class="composer-field">
      {offer && (
        <CompletionList
          candidates={offer.candidates}
          chosen={completion.chosen}
          onChoose={completion.take}
        />
      )}
      <FileChooser />
      <textarea
        ref={field}
        rows={1}
        value={text}
        dir="auto"
        data-handed={handed !== undefined}
        aria-label={label}
        aria-invalid={trouble !== undefined}
        placeholder={isUp ? label : texts.sendLater}
        aria-controls={offer ? "completions" : undefined}
        aria-activedescendant={offer && completion.chosen >= 0
          ? `completion-${completion.chosen}`
          : undefined}
        onBeforeInput={onBeforeInput}
        onInput={({ currentTarget }) => typed(currentTarget)}
        onKeyDown={onKeyDown}
      />
      <EmojiPicker onPick={insert} />
      <IconButton name="send" label={texts.send} class="send" onClick={() => writing.send()} />
    </div>
  );
}

/** Is nothing written before the caret? */
function isAtStart({ value, selectionStart }: HTMLTextAreaElement): boolean {
  return value.slice(0, selectionStart).trim() === "";
}

/**
 * Puts `text` in the place of what is selected, as something that can be undone where browsers
 * allow it.
 */
function insertText(field: HTMLTextAreaElement, text: string): void {
  const isDone = document.execCommand("insertText", false, text);
  if (!isDone) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
}

/** Whom the box is for. */
function useLabel(): string {
  const texts = useTexts();
  const room = usePart((state) => state.room?.room ?? "");
  const to = usePart(({ compose }) => compose.to);
  return to === undefined ? texts.messageTo(printable(room)) : texts.privateTo(printable(to));
}

/** As high as its text, up to what the style sheet allows. */
function grow(field: HTMLTextAreaElement | null): void {
  if (field === null) return;
  field.style.height = "auto";
  // A placeholder that is long does not make the field higher.
  if (field.value !== "") field.style.height = `${field.scrollHeight}px`;
}
