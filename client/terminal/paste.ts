/**
 * What becomes of a paste.
 * @module
 */
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import { utf8Length } from "../../protocol/text.ts";
import { pastedText } from "../core/mod.ts";
import type { EditorState } from "./editor.ts";
import type { Press } from "./keys.ts";

/**
 * A paste with more lines is not put into the input line but asked about: nobody means to type
 * that much.
 */
export const MAX_PASTE_LINES = 100;

/** A paste, as it fits what is typed already. */
export interface Paste {
  /** As it is put in. */
  readonly text: string;
  /** As it was pasted: what a file gets. */
  readonly whole: string;
  readonly lines: number;
  /** Too large for one message. */
  readonly mustBeFile: boolean;
}

/** What a key answers to the question about a large paste. */
export type PasteAnswer = "send" | "file" | "edit" | "forget";

/** `pasted` where the cursor of `editor` is; `isCut` if not all of it was taken. */
export function pasteInto(editor: EditorState, pasted: string, isCut: boolean): Paste {
  const { text: typed, cursor } = editor;
  const whole = plain(pasted);
  const text = pastedText(whole, typed.slice(0, cursor).trim() === "");
  const mustBeFile = isCut || utf8Length(text) + 3 * typed.length > MAX_TEXT_BYTES;
  return { text, whole, lines: text.split("\n").length, mustBeFile };
}

/** Is the person to be asked what to do with it? */
export function isLarge({ lines, mustBeFile }: Paste): boolean {
  return lines > MAX_PASTE_LINES || mustBeFile;
}

/** `undefined` if `key` is no answer. */
export function answerTo({ mustBeFile }: Paste, key: Press): PasteAnswer | undefined {
  const name = key.type === "text" ? key.text.toLowerCase() : key.type === "key" ? key.name : "";
  switch (name) {
    case "f":
      return "file";
    case "m":
      return mustBeFile ? undefined : "send";
    case "e":
      return mustBeFile ? undefined : "edit";
    case "n":
    case "escape":
    case "ctrl+c":
    case "ctrl+g":
      return "forget";
    default:
      return undefined;
  }
}

/** A paste is text: what else a clipboard may hold does not get in. */
function plain(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "").toWellFormed();
}
