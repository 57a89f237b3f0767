/**
 * Tab: paths, and putting in what completion found.
 * @module
 */
import type { Candidate, Completions, PathBegun } from "../core/mod.ts";
import { type EditorState, insert } from "./editor.ts";

/** One entry of a folder. */
export interface PathEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Splits what was typed of a path into the folder to list (as typed, `/` at its end, or empty) and the rest. */
export function splitPath(typed: string): { folder: string; rest: string } {
  const cut = typed.lastIndexOf("/") + 1;
  return { folder: typed.slice(0, cut), rest: typed.slice(cut) };
}

/** The entries of the folder that begin with what was typed. Hidden ones only when a dot was typed. */
export function pathCompletions(request: PathBegun, entries: readonly PathEntry[]): Completions {
  const { folder, rest } = splitPath(request.prefix);
  const found = entries
    .filter(({ name }) => name.startsWith(rest) && (rest !== "" || !name.startsWith(".")))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ name, isFolder }) => ({ path: folder + name + (isFolder ? "/" : ""), isFolder }));
  // All in the same quotes, or what they have in common would end before them.
  const needsQuote = found.some(({ path }) => /[\s"'\\*?[{]/.test(path));
  const quote = request.quote !== "" ? request.quote : needsQuote ? '"' : "";
  const candidates = found.map(({ path, isFolder }) => {
    const text = quote + (quote === '"' ? path.replace(/["\\]/g, "\\$&") : path);
    return { label: text, stem: text, text, after: isFolder ? "" : `${quote} ` };
  });
  return { kind: "words", from: request.from, candidates };
}

/** What Tab makes of the text, and what it lists because nothing more is certain. */
export interface Completed {
  readonly state: EditorState;
  readonly listed: readonly string[];
}

/** Puts in what all candidates have in common; the only one whole, with what follows it. */
export function complete(state: EditorState, { from, candidates }: Completions): Completed {
  const [first, ...others] = candidates;
  if (first === undefined) return { state, listed: [] };
  const typed = state.text.slice(from, state.cursor);
  const common = others.length === 0 ? first.text + first.after : commonStart(candidates);
  const isLonger = common.length > typed.length ||
    (others.length === 0 && common !== typed);
  if (!isLonger) return { state, listed: candidates.map(({ label }) => label) };
  const rest = state.text.slice(state.cursor).replace(/^ +/, common.endsWith(" ") ? "" : "$&");
  const bare = { ...state, text: state.text.slice(0, from) + rest, cursor: from };
  return { state: insert(bare, common), listed: [] };
}

function commonStart(candidates: readonly Candidate[]): string {
  const texts = candidates.map(({ stem }) => stem);
  const [first = ""] = texts;
  let length = first.length;
  for (const text of texts) {
    while (!sameStart(text, first, length)) length--;
  }
  return first.slice(0, length);
}

function sameStart(a: string, b: string, length: number): boolean {
  return a.slice(0, length).toLowerCase() === b.slice(0, length).toLowerCase();
}
