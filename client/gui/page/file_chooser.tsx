/**
 * The button that shares files.
 * @module
 */
import { useRef } from "preact/hooks";
import { IconButton } from "./icon.tsx";
import { useActions, usePart, useTexts, useWriting } from "./store.ts";

export function FileChooser() {
  const texts = useTexts();
  const actions = useActions();
  const writing = useWriting();
  const to = usePart(({ compose }) => compose.to);
  const chooser = useRef<HTMLInputElement>(null);
  const choose = () => {
    // Who has chosen a file wants it to arrive.
    if (to === undefined) chooser.current?.click();
    else writing.refuse({ kind: "files_are_public", name: to });
  };
  return (
    <>
      <IconButton name="attach" label={texts.attach} onClick={choose} />
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
    </>
  );
}
