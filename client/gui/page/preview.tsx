/**
 * A picture, a sound or a film that is on this machine.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { useEffect, useRef } from "preact/hooks";
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
    case "video":
      return <Player name={shown} preview={preview} />;
  }
}

/** Plays what is here, and goes on where it stopped when the rest has come. */
function Player({ name, preview }: Omit<PreviewProps, "file">) {
  const { kind, url, isWhole } = preview;
  const element = useRef<HTMLMediaElement>(null);
  const stoppedAt = useRef<number | undefined>(undefined);
  useEffect(() => {
    const player = element.current;
    if (!isWhole || player === null || stoppedAt.current === undefined) return;
    player.load();
    player.currentTime = stoppedAt.current;
    stoppedAt.current = undefined;
  }, [isWhole]);
  const Tag = kind === "video" ? "video" : "audio";
  return (
    <Tag
      ref={element as never}
      class={kind === "video" ? "film" : "player"}
      controls
      preload="metadata"
      src={url}
      aria-label={name}
      onError={() => stoppedAt.current = element.current?.currentTime ?? 0}
    />
  );
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
