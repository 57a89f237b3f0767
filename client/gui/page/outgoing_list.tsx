/**
 * Own files that have no place in the conversation yet.
 * @module
 */
import type { Outgoing } from "../channel.ts";
import { FileFrame } from "./file_frame.tsx";
import { sizeText } from "./format.ts";
import type { Queued } from "./page_state.ts";
import { useActions, useLanguage, usePart, useTexts } from "./store.ts";
import { troubleText } from "./trouble_text.ts";

export function OutgoingList() {
  const outgoing = usePart((state) => state.outgoing);
  const queued = usePart((state) => state.queued);
  return (
    <>
      {outgoing.map((file) => (
        <article key={file.ref} class="row said pending">
          <OutgoingCard file={file} />
        </article>
      ))}
      {queued.map((file) => (
        <article key={file.ref} class="row said pending">
          <QueuedCard file={file} />
        </article>
      ))}
    </>
  );
}

function QueuedCard({ file }: { readonly file: Queued }) {
  const texts = useTexts();
  const actions = useActions();
  const language = useLanguage();
  const { ref, name, size } = file;
  return (
    <FileFrame name={name} facts={sizeText(size, language)} state={texts.queued}>
      <button type="button" onClick={() => actions.forget(ref)}>{texts.cancel}</button>
    </FileFrame>
  );
}

function OutgoingCard({ file }: { readonly file: Outgoing }) {
  const texts = useTexts();
  const actions = useActions();
  const language = useLanguage();
  const { ref, name, size, bytes, state, trouble } = file;
  const lines = {
    reading: texts.reading,
    waiting: texts.waitingForServer,
    failed: trouble === undefined ? "" : texts.failed(troubleText(trouble, texts)),
  };
  return (
    <FileFrame
      name={name}
      facts={sizeText(size, language)}
      state={lines[state]}
      progress={state === "reading" ? { bytes, size } : undefined}
      hasFailed={state === "failed"}
    >
      {state !== "waiting" && (
        <button type="button" onClick={() => actions.forget(ref)}>
          {state === "failed" ? texts.dismiss : texts.cancel}
        </button>
      )}
    </FileFrame>
  );
}
