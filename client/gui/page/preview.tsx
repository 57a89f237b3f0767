/**
 * A picture, a sound or a film that is on this machine.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import type { FileView } from "../channel.ts";
import { useActions, useTexts } from "./store.ts";
import { useBlobUrl } from "./use_blob_url.ts";

export interface PreviewProps {
  readonly file: string;
  readonly name: string;
  readonly preview: NonNullable<FileView["preview"]>;
}

export function Preview({ file, name, preview }: PreviewProps) {
  const shown = printable(name);
  switch (preview.kind) {
    case "image":
      return <Picture file={file} name={shown} preview={preview} />;
    case "audio":
      return (
        <audio class="player" controls preload="metadata" src={preview.url} aria-label={shown} />
      );
    case "video":
      return (
        <video
          class="film"
          controls
          preload="metadata"
          src={preview.url}
          aria-label={shown}
        />
      );
  }
}

function Picture({ file, name, preview }: PreviewProps) {
  const texts = useTexts();
  const actions = useActions();
  const url = useBlobUrl(preview);
  return (
    <button
      type="button"
      class="picture"
      aria-label={`${texts.open}: ${name}`}
      onClick={() => actions.showPicture(file)}
    >
      {url && <img src={url} alt={name} />}
    </button>
  );
}
