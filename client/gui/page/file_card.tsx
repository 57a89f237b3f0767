/**
 * A file of the room: what it is, what became of it, and what can be done now.
 * @module
 */
import { knownText } from "../../core/page.ts";
import { printable } from "../../../protocol/text.ts";
import type { FileView } from "../channel.ts";
import { FileFrame } from "./file_frame.tsx";
import { durationText, middleCut, pathTail, sizeText } from "./format.ts";
import { Preview } from "./preview.tsx";
import type { Rate } from "./rate.ts";
import { useActions, useLanguage, usePart, useTexts } from "./store.ts";
import type { Texts } from "./texts.ts";
import { codeText, troubleText } from "./trouble_text.ts";
import { useRate } from "./use_rate.ts";

/** Of the path of a saved file: with what stands around it, a line of a card. */
const MAX_PATH_CHARS = 40;

export interface FileCardProps {
  readonly file: string;
  /** In a list: without a picture or a player. */
  readonly isBrief?: boolean;
}

export function FileCard({ file, isBrief = false }: FileCardProps) {
  const texts = useTexts();
  const language = useLanguage();
  const view = usePart((state) => state.files.get(file));
  const rate = useRate(view?.transfer);
  if (view === undefined) return null;
  const { name, size, from, preview, transfer } = view;
  const isGone = hasGone(view);
  const isMoving = transfer !== undefined && MOVING.has(transfer.state);
  return (
    <FileFrame
      name={name}
      facts={
        <>
          {sizeText(size, language)}
          {isBrief && from !== "" && (
            <>
              {" · "}
              <bdi>{texts.sharedBy(printable(from))}</bdi>
            </>
          )}
        </>
      }
      state={isBrief && view.path !== undefined && transfer?.state === "done"
        ? texts.saved
        : stateText(view, rate, texts, language)}
      title={view.path === undefined ? undefined : printable(view.path)}
      isGone={isGone}
      hasFailed={transfer?.state === "failed"}
      progress={isMoving ? { bytes: transfer.bytes, size } : undefined}
      preview={!isBrief && preview && <Preview file={file} name={name} preview={preview} />}
    >
      <Buttons view={view} />
    </FileFrame>
  );
}

/** Can nobody get it any more? What was saved here, or is on its way still, is another matter. */
function hasGone({ gone, path, transfer }: FileView): boolean {
  const isMoving = transfer !== undefined && MOVING.has(transfer.state);
  return gone !== undefined && path === undefined && !isMoving;
}

const MOVING: ReadonlySet<string> = new Set(["started", "progress", "paused"]);

function stateText(
  view: FileView,
  rate: Rate | undefined,
  texts: Texts,
  language: string,
): string {
  const { size, mine, path, transfer, done, declined, gone = "" } = view;
  const people = [
    ...(mine && done.length > 0 ? [texts.receivedBy(done.map(printable).join(", "))] : []),
    ...(mine && declined.length > 0 ? [texts.declinedBy(declined.map(printable).join(", "))] : []),
  ].join(". ");
  if (hasGone(view)) {
    return [goneText(gone, texts), people].filter((text) => text !== "").join(". ");
  }
  switch (transfer?.state) {
    case undefined:
      return "";
    case "started":
    case "progress": {
      const verb = transfer.direction === "up" ? texts.sending : texts.receiving;
      const speed = rate?.bytesPerSecond;
      if (speed === undefined || speed <= 0) return `${verb}…`;
      const left = texts.timeLeft(durationText((size - transfer.bytes) / speed));
      return `${verb}, ${sizeText(speed, language)}/s, ${left}`;
    }
    case "paused":
      if (transfer.code === "waiting_for_sender") return transferTrouble(transfer, texts);
      return transfer.code === "paused"
        ? texts.paused
        : `${texts.paused}: ${transferTrouble(transfer, texts)}`;
    case "done":
      if (people !== "") return people;
      return path === undefined
        ? texts.sent
        : texts.savedTo(middleCut(pathTail(printable(path)), MAX_PATH_CHARS));
    case "failed":
      return texts.failed(transferTrouble(transfer, texts));
    case "declined":
      return texts.declined;
  }
}

function goneText(reason: string, texts: Texts): string {
  const code = reason === "cancelled" ? "withdrawn" : reason;
  return knownText(code) === undefined ? texts.gone : `${texts.gone}: ${codeText(code, texts)}`;
}

function transferTrouble(
  { direction, code = "", text }: NonNullable<FileView["transfer"]>,
  texts: Texts,
): string {
  // On the way here it is this computer that has no room left.
  if (direction === "down" && code === "storage_full") return texts.diskFull;
  return text === undefined ? codeText(code, texts) : troubleText({ code, text }, texts);
}

/** The action that makes sense now, and the way out of it. */
function Buttons({ view }: { readonly view: FileView }) {
  const texts = useTexts();
  const actions = useActions();
  const { file, mine, path, transfer } = view;
  const button = (
    type: "get" | "decline" | "cancel" | "pause" | "resume" | "reveal",
    text: string,
  ) => <button type="button" onClick={() => actions.wish({ type, file })}>{text}</button>;
  if (hasGone(view)) return null;
  switch (transfer?.state) {
    case undefined:
      if (mine) return button("get", texts.get);
      return <>{button("get", texts.get)}{button("decline", texts.decline)}</>;
    case "started":
    case "progress":
      return <>{button("pause", texts.pause)}{button("cancel", texts.cancel)}</>;
    case "paused":
      return (
        <>
          {transfer.code === "paused" && button("resume", texts.resume)}
          {button("cancel", texts.cancel)}
        </>
      );
    case "done":
      return path === undefined ? null : button("reveal", texts.openFolder);
    case "failed":
      return transfer.direction === "down" ? button("get", texts.retry) : null;
    case "declined":
      return button("get", texts.get);
  }
}
