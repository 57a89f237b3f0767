/**
 * What every card of a file looks like.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import type { ComponentChildren } from "preact";
import { middleCut } from "./format.ts";

export interface FileFrameProps {
  readonly name: string;
  /** Size and sender. */
  readonly facts: ComponentChildren;
  /** What becomes of it. */
  readonly state: string;
  /** What the state shows shortened. */
  readonly title?: string | undefined;
  readonly progress?: { readonly bytes: number; readonly size: number } | undefined;
  readonly hasFailed?: boolean;
  /** Nobody can get it any more. */
  readonly isGone?: boolean;
  /** What stands above the lines: a picture or a player. */
  readonly preview?: ComponentChildren;
  /** The buttons. */
  readonly children?: ComponentChildren;
}

const MAX_NAME_CHARS = 44;

export function FileFrame(props: FileFrameProps) {
  const {
    name,
    facts,
    state,
    title,
    progress,
    hasFailed = false,
    isGone = false,
    preview,
    children,
  } = props;
  const shown = printable(name);
  return (
    <div class="file" data-gone={isGone}>
      {preview}
      <div class="file-lines">
        <span class="file-badge" aria-hidden="true">{endingOf(shown)}</span>
        <p class="file-name" title={shown}>
          <bdi>{middleCut(shown, MAX_NAME_CHARS)}</bdi>
        </p>
        <p class="file-facts">{facts}</p>
        {state !== "" && (
          <p class={hasFailed ? "file-state problem" : "file-state"} title={title}>{state}</p>
        )}
        <span class="file-buttons">{children}</span>
      </div>
      {progress && (
        <progress aria-label={shown} max={Math.max(progress.size, 1)} value={progress.bytes} />
      )}
    </div>
  );
}

function endingOf(name: string): string {
  const ending = /\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1];
  return ending?.toUpperCase() ?? "·";
}
