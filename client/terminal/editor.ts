/**
 * The line editor: what is typed, where the cursor is, and what each editing key makes of it.
 * @module
 */
import { graphemeAfter, graphemeBefore, graphemeStart } from "./graphemes.ts";

/** Killed texts kept for Ctrl-Y and Alt-Y. */
const MAX_KILLS = 16;

/** A value; every edit makes another one. `cursor` is a UTF-16 index and always between two graphemes. */
export interface EditorState {
  readonly text: string;
  readonly cursor: number;
  /** Killed texts, newest first. */
  readonly kills: readonly string[];
  /** What the last edit was: kills in a row are joined, Alt-Y needs a yank before it. */
  readonly last: Last | undefined;
}

type Last = { readonly did: "kill" } | {
  readonly did: "yank";
  readonly from: number;
  readonly index: number;
};

type Edit = (state: EditorState) => EditorState;

export const EMPTY_EDITOR: EditorState = { text: "", cursor: 0, kills: [], last: undefined };

/** Puts `text` in at the cursor. */
export function insert(state: EditorState, text: string): EditorState {
  const head = state.text.slice(0, state.cursor) + text;
  const whole = head + state.text.slice(state.cursor);
  return { ...state, text: whole, cursor: outOfGrapheme(whole, head.length), ...DONE };
}

/** Replaces everything; the cursor stands at the end. Killed texts stay. */
export function setText(state: EditorState, text: string): EditorState {
  return { ...state, text, cursor: text.length, ...DONE };
}

/** The state after the editing key `name`, or `undefined` if it is none. */
export function editByKey(state: EditorState, name: string): EditorState | undefined {
  return Object.hasOwn(EDITS, name) ? EDITS[name]?.(state) : undefined;
}

const DONE = { last: undefined } as const;

function moveTo(where: (text: string, at: number) => number): Edit {
  return (state) => ({ ...state, cursor: where(state.text, state.cursor), ...DONE });
}

function remove(until: (text: string, at: number) => number): Edit {
  return (state) => {
    const other = until(state.text, state.cursor);
    return cut(state, Math.min(other, state.cursor), Math.max(other, state.cursor));
  };
}

function cut(state: EditorState, from: number, to: number): EditorState {
  const text = state.text.slice(0, from) + state.text.slice(to);
  return { ...state, text, cursor: outOfGrapheme(text, from), ...DONE };
}

/** What stands side by side after an edit may have become one grapheme. */
function outOfGrapheme(text: string, at: number): number {
  const start = graphemeStart(text, at);
  return start === at ? at : graphemeAfter(text, start);
}

function kill(until: (text: string, at: number) => number): Edit {
  return (state) => {
    const other = until(state.text, state.cursor);
    const from = Math.min(other, state.cursor);
    const to = Math.max(other, state.cursor);
    if (from === to) return state;
    const killed = state.text.slice(from, to);
    const isNext = state.last?.did === "kill";
    const [newest = ""] = state.kills;
    const joined = !isNext ? killed : other < state.cursor ? killed + newest : newest + killed;
    const kills = [joined, ...state.kills.slice(isNext ? 1 : 0)].slice(0, MAX_KILLS);
    return { ...cut(state, from, to), kills, last: { did: "kill" } };
  };
}

function yank(state: EditorState): EditorState {
  const [newest] = state.kills;
  if (newest === undefined) return state;
  return { ...insert(state, newest), last: { did: "yank", from: state.cursor, index: 0 } };
}

function yankOlder(state: EditorState): EditorState {
  const { last } = state;
  if (last?.did !== "yank") return state;
  const index = (last.index + 1) % state.kills.length;
  const without = cut(state, last.from, state.cursor);
  return { ...insert(without, state.kills[index] ?? ""), last: { ...last, index } };
}

function transpose(state: EditorState): EditorState {
  const atEnd = state.cursor === lineEnd(state.text, state.cursor);
  const middle = atEnd ? graphemeBefore(state.text, state.cursor) : state.cursor;
  const start = graphemeBefore(state.text, middle);
  const end = graphemeAfter(state.text, middle);
  const isOnOneLine = !state.text.slice(start, end).includes("\n");
  if (start === middle || middle === end || !isOnOneLine) return state;
  const swapped = state.text.slice(middle, end) + state.text.slice(start, middle);
  const text = state.text.slice(0, start) + swapped + state.text.slice(end);
  return { ...state, text, cursor: end, ...DONE };
}

/** Where the line of `at` starts. */
export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

/** Where the line of `at` ends. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** Halves of a surrogate pair count as letters, so that emoji are skipped like words. */
const WORD = /[\p{L}\p{N}\p{M}\p{Cs}_\u200d]/u;

function wordBefore(text: string, at: number): number {
  return backOver(text, backOver(text, at, (unit) => !WORD.test(unit)), (unit) => WORD.test(unit));
}

/** As the Unix terminal driver does it: back to the last blank. */
function blankBefore(text: string, at: number): number {
  return backOver(text, backOver(text, at, (unit) => /\s/.test(unit)), (unit) => /\S/.test(unit));
}

function backOver(text: string, at: number, isPart: (unit: string) => boolean): number {
  while (at > 0 && isPart(text[at - 1] ?? "")) at--;
  return graphemeStart(text, at);
}

function wordAfter(text: string, at: number): number {
  while (at < text.length && !WORD.test(text[at] ?? "")) at++;
  while (at < text.length && WORD.test(text[at] ?? "")) at++;
  return at;
}

/** At the end of a line, its line break. */
function toLineEndOrBreak(text: string, at: number): number {
  const end = lineEnd(text, at);
  return end === at ? Math.min(text.length, at + 1) : end;
}

const EDITS: Readonly<Record<string, Edit>> = {
  "left": moveTo(graphemeBefore),
  "ctrl+b": moveTo(graphemeBefore),
  "right": moveTo(graphemeAfter),
  "ctrl+f": moveTo(graphemeAfter),
  "home": moveTo(lineStart),
  "ctrl+a": moveTo(lineStart),
  "end": moveTo(lineEnd),
  "ctrl+e": moveTo(lineEnd),
  "alt+b": moveTo(wordBefore),
  "ctrl+left": moveTo(wordBefore),
  "alt+left": moveTo(wordBefore),
  "alt+f": moveTo(wordAfter),
  "ctrl+right": moveTo(wordAfter),
  "alt+right": moveTo(wordAfter),
  "alt+<": moveTo(() => 0),
  "alt+>": moveTo((text) => text.length),
  "backspace": remove(graphemeBefore),
  "delete": remove(graphemeAfter),
  "ctrl+w": kill(blankBefore),
  "alt+backspace": kill(wordBefore),
  "alt+d": kill(wordAfter),
  "ctrl+u": kill(lineStart),
  "ctrl+k": kill(toLineEndOrBreak),
  "ctrl+y": yank,
  "alt+y": yankOlder,
  "ctrl+t": transpose,
  "ctrl+j": (state) => insert(state, "\n"),
  "alt+enter": (state) => insert(state, "\n"),
  "shift+enter": (state) => insert(state, "\n"),
};
