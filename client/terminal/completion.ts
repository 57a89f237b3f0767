/**
 * Tab: what is being typed at the cursor, and what it can become.
 * @module
 */
import { nameKey } from "../../protocol/names.ts";
import { type EditorState, insert } from "./editor.ts";

/** What the word before the cursor is, as far as it has been typed, and where it begins. */
export interface CompletionRequest {
  readonly kind: "command" | "name" | "path";
  readonly from: number;
  readonly prefix: string;
  /** The quote the word began with, if any. */
  readonly quote: string;
}

/** One thing the word can become. */
export interface Candidate {
  /** As it is listed, and as it is put in (paths are quoted where they need it). */
  readonly text: string;
  /** What follows it when it is the only one. */
  readonly after: string;
}

/** What Tab at `cursor` asks for. `takesPath` tells for a command word, such as `/send`, whether paths follow it. */
export function completionRequest(
  text: string,
  cursor: number,
  takesPath: (command: string) => boolean,
): CompletionRequest {
  const before = text.slice(0, cursor);
  const command = /^[/!](\S*)$/.exec(before);
  if (command !== null) {
    return { kind: "command", from: 0, prefix: before, quote: "" };
  }
  const [word = ""] = /^[/!]\S+/.exec(before) ?? [];
  if (word !== "" && takesPath(word.slice(1).toLowerCase())) {
    const argument = lastArgument(before, word.length);
    return { kind: "path", ...argument };
  }
  const prefix = /[^\s,:;(]*$/.exec(before)?.[0] ?? "";
  return { kind: "name", from: cursor - prefix.length, prefix, quote: "" };
}

/** The commands (`send`, `files`, …) that begin with what was typed, with the sign it was typed with. */
export function commandCandidates(prefix: string, commands: readonly string[]): Candidate[] {
  const sign = prefix.slice(0, 1);
  const typed = prefix.slice(1).toLowerCase();
  return commands.filter((name) => name.startsWith(typed)).sort()
    .map((name) => ({ text: sign + name, after: " " }));
}

/** The names that begin with what was typed; at the start of a line a name is addressed with a colon. */
export function nameCandidates(
  request: CompletionRequest,
  names: readonly string[],
): Candidate[] {
  const typed = nameKey(request.prefix);
  const after = request.from === 0 ? ": " : " ";
  return names.filter((name) => nameKey(name).startsWith(typed))
    .sort((a, b) => a.localeCompare(b))
    .map((name) => ({ text: name, after }));
}

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
export function pathCandidates(
  request: CompletionRequest,
  entries: readonly PathEntry[],
): Candidate[] {
  const { folder, rest } = splitPath(request.prefix);
  const found = entries
    .filter(({ name }) => name.startsWith(rest) && (rest !== "" || !name.startsWith(".")))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ name, isFolder }) => ({ path: folder + name + (isFolder ? "/" : ""), isFolder }));
  // All in the same quotes, or what they have in common would end before them.
  const needsQuote = found.some(({ path }) => /[\s"'\\]/.test(path));
  const quote = request.quote !== "" ? request.quote : needsQuote ? '"' : "";
  return found.map(({ path, isFolder }) => {
    const escaped = quote === '"' ? path.replace(/["\\]/g, "\\$&") : path;
    return { text: quote + escaped, after: isFolder ? "" : `${quote} ` };
  });
}

/** What Tab makes of the text, and what it lists because nothing more is certain. */
export interface Completed {
  readonly state: EditorState;
  readonly listed: readonly string[];
}

/** Puts in what all candidates have in common; the only one whole, with what follows it. */
export function complete(
  state: EditorState,
  request: CompletionRequest,
  candidates: readonly Candidate[],
): Completed {
  const [first, ...others] = candidates;
  if (first === undefined) return { state, listed: [] };
  const typed = state.text.slice(request.from, state.cursor);
  const common = others.length === 0 ? first.text + first.after : commonStart(candidates);
  const isLonger = common.length > typed.length ||
    (others.length === 0 && common !== typed);
  if (!isLonger) return { state, listed: candidates.map(({ text }) => text) };
  const rest = state.text.slice(state.cursor).replace(/^ +/, common.endsWith(" ") ? "" : "$&");
  const bare = { ...state, text: state.text.slice(0, request.from) + rest, cursor: request.from };
  return { state: insert(bare, common), listed: [] };
}

function commonStart(candidates: readonly Candidate[]): string {
  const texts = candidates.map(({ text }) => text);
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

/** The argument the cursor is in: unquoted, with where it begins. */
function lastArgument(before: string, from: number): Omit<CompletionRequest, "kind"> {
  let at = from;
  for (;;) {
    while (/\s/.test(before[at] ?? "")) at++;
    const start = at;
    const quote = /["']/.test(before[at] ?? "") ? before[at] ?? "" : "";
    if (quote !== "") at++;
    let prefix = "";
    while (
      at < before.length && (quote === "" ? !/\s/.test(before[at] ?? "") : before[at] !== quote)
    ) {
      if (before[at] === "\\" && quote !== "'") at++;
      prefix += before[at] ?? "";
      at++;
    }
    if (at >= before.length) return { from: start, prefix, quote };
    at++;
  }
}
