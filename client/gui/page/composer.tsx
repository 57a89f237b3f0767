/**
 * Where messages are written, to whom they go, and what is still here.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { ComposerField } from "./composer_field.tsx";
import { HeldList } from "./held_list.tsx";
import { IconButton } from "./icon.tsx";
import { useLanguage, usePart, useTexts, useWriting } from "./store.ts";
import { writingTroubleText } from "./trouble_of_writing.ts";

export function Composer() {
  const phase = usePart((state) => state.room?.phase);
  const isEmpty = usePart(({ compose }) => compose.text === "");
  if (phase === "room") {
    return (
      <div class="composer">
        <HeldList />
        <Recipient />
        <BoxTrouble />
        <ComposerField />
      </div>
    );
  }
  // Nobody gets it any more, but whoever wrote it may want to keep it.
  return (
    <div class="composer">
      <HeldList />
      {!isEmpty && <Remains />}
    </div>
  );
}

function Recipient() {
  const texts = useTexts();
  const writing = useWriting();
  const to = usePart(({ compose }) => compose.to);
  if (to === undefined) return null;
  return (
    <p class="recipient">
      {texts.privateTo(printable(to))}
      <IconButton
        name="close"
        label={texts.toRoom}
        onClick={() => writing.writeTo(undefined)}
      />
    </p>
  );
}

/** Why what is in the box was not sent. */
function BoxTrouble() {
  const texts = useTexts();
  const language = useLanguage();
  const writing = useWriting();
  const trouble = usePart(({ compose }) => compose.trouble);
  const mayBeText = trouble?.kind === "refused" && trouble.mayBeText;
  return (
    <div class="box-trouble" role="alert">
      {trouble !== undefined && (
        <p class="problem">{writingTroubleText(trouble, texts, language)}</p>
      )}
      {mayBeText && (
        <button type="button" onClick={() => writing.send(true)}>{texts.sendAsText}</button>
      )}
    </div>
  );
}

function Remains() {
  const texts = useTexts();
  const text = usePart(({ compose }) => compose.text);
  return (
    <div class="composer-field">
      <textarea rows={2} value={text} readOnly dir="auto" aria-label={texts.notSent} />
    </div>
  );
}
