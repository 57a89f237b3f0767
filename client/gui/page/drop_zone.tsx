/**
 * Files can be dropped anywhere in the window, and pasted.
 * @module
 */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { printable } from "../../../protocol/text.ts";
import { Icon } from "./icon.tsx";
import { useActions, usePart, useTexts, useWriting } from "./store.ts";

export function DropZone({ children }: { readonly children: ComponentChildren }) {
  const texts = useTexts();
  const actions = useActions();
  const writing = useWriting();
  const to = usePart(({ compose }) => compose.to);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener("dragover", (event) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(true);
    }, { signal });
    addEventListener("dragleave", (event) => {
      if (event.relatedTarget === null) setOver(false);
    }, { signal });
    addEventListener("drop", (event) => {
      setOver(false);
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      if (to !== undefined) return writing.refuse({ kind: "files_are_public", name: to });
      const { files, folder } = filesOf(event.dataTransfer as DataTransfer);
      if (folder !== undefined) actions.say(texts.isFolder(printable(folder)));
      actions.share(files);
    }, { signal });
    addEventListener("paste", (event) => {
      const files = [...event.clipboardData?.files ?? []];
      if (files.length === 0) return;
      // What is a text as well can be said to one member alone.
      if (to !== undefined && event.clipboardData?.getData("text/plain")) return;
      event.preventDefault();
      actions.share(files);
    }, { signal });
    return () => stop.abort();
  }, [texts, to]);
  return (
    <>
      {children}
      {isOver && (
        <div class="drop">
          <p>
            <Icon name="attach" />{" "}
            {to === undefined ? texts.dropHere : texts.filesArePublic(printable(to))}
          </p>
        </div>
      )}
    </>
  );
}

function hasFiles(data: DataTransfer | null): boolean {
  return data?.types.includes("Files") ?? false;
}

/** Folders cannot be sent: the name of one of them is told. */
function filesOf(data: DataTransfer): { files: File[]; folder: string | undefined } {
  let folder: string | undefined;
  const files = [...data.items].flatMap((item) => {
    const entry = item.webkitGetAsEntry?.();
    if (entry?.isDirectory) folder = entry.name;
    const file = entry?.isDirectory ? null : item.getAsFile();
    return file === null ? [] : [file];
  });
  return { files, folder };
}
