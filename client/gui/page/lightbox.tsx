/**
 * One picture in full.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { useEffect, useRef } from "preact/hooks";
import type { FileView } from "../channel.ts";
import { IconButton } from "./icon.tsx";
import { useActions, usePart, useTexts } from "./store.ts";
import { useBlobUrl } from "./use_blob_url.ts";

export function Lightbox() {
  const files = usePart((state) => state.files);
  const picture = usePart((state) => state.picture);
  const view = picture === undefined ? undefined : files.get(picture);
  return view?.preview?.kind === "image"
    ? <Shown key={view.file} view={view} preview={view.preview} files={files} />
    : null;
}

interface ShownProps {
  readonly view: FileView;
  readonly preview: NonNullable<FileView["preview"]>;
  readonly files: ReadonlyMap<string, FileView>;
}

function Shown({ view, preview, files }: ShownProps) {
  const texts = useTexts();
  const actions = useActions();
  const url = useBlobUrl(preview);
  const dialog = useRef<HTMLDialogElement>(null);
  const pictures = [...files.values()].filter((file) => file.preview?.kind === "image")
    .sort((a, b) => Number(a.file) - Number(b.file));
  const at = pictures.findIndex(({ file }) => file === view.file);
  const go = (step: number) => {
    const other = pictures[at + step];
    if (other !== undefined) actions.showPicture(other.file);
  };
  useEffect(() => dialog.current?.showModal(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft") go(-1);
    if (event.key === "ArrowRight") go(1);
  };
  const name = printable(view.name);
  return (
    <dialog
      ref={dialog}
      class="lightbox"
      aria-label={name}
      onClose={() => actions.showPicture(undefined)}
      onKeyDown={onKeyDown}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="lightbox-bar">
        <p>
          <bdi>{name}</bdi>
        </p>
        {at > 0 && <IconButton name="previous" label={texts.previous} onClick={() => go(-1)} />}
        {at < pictures.length - 1 && (
          <IconButton
            name="next"
            label={texts.next}
            onClick={() => go(1)}
          />
        )}
        <IconButton name="close" label={texts.close} onClick={() => dialog.current?.close()} />
      </div>
      {url && <img src={url} alt={name} />}
    </dialog>
  );
}
