/**
 * All files of the room, newest first.
 * @module
 */
import { useState } from "preact/hooks";
import { fold } from "../../../protocol/fold.ts";
import { FileCard } from "./file_card.tsx";
import { useActions, usePart, useTexts } from "./store.ts";

/** Shown at first; more when they are asked for. */
const STEP = 30;

export function FileList() {
  const texts = useTexts();
  const actions = useActions();
  const files = usePart((state) => state.files);
  const moreFiles = usePart((state) => state.room?.moreFiles === true);
  const [wanted, setWanted] = useState("");
  const [count, setCount] = useState(STEP);
  // What is gone is told in the conversation alone, unless it was saved.
  const here = [...files.values()].filter(({ gone, path }) =>
    gone === undefined || path !== undefined
  );
  const all = here.sort((a, b) => Number(b.file) - Number(a.file));
  const word = fold(wanted).trim();
  const found = all.filter(({ name, from }) => fold(`${name}\n${from}`).includes(word));
  const more = () => {
    setCount(count + STEP);
    const oldest = all.at(-1)?.file;
    if (moreFiles && count + STEP > all.length && oldest !== undefined) {
      actions.wish({ type: "files", before: oldest });
    }
  };
  return (
    <section class="files" aria-labelledby="files-title">
      <h2 id="files-title">{texts.files}</h2>
      {all.length > 0 && (
        <input
          type="search"
          placeholder={texts.findFile}
          aria-label={texts.findFile}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      {found.length === 0 && <p class="hint">{all.length === 0 ? texts.noFiles : texts.noMatch}</p>}
      <ul>
        {found.slice(0, count).map(({ file }) => (
          <li key={file}>
            <FileCard file={file} isBrief />
          </li>
        ))}
      </ul>
      {(moreFiles || found.length > count) && (
        <button type="button" class="link-button" onClick={more}>{texts.moreFiles}</button>
      )}
    </section>
  );
}
