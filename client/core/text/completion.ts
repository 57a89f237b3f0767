/**
 * Tab: what is being typed at the cursor, and what it can become. What is put in is what the
 * commands read.
 * @module
 */
import { foldName } from "./fold.ts";
import { literal } from "./literal.ts";
import { quoteName } from "./typed_names.ts";

/**
 * What follows the word of a command: what completion offers there, and whether it may have several
 * lines.
 */
export type Argument =
  | "nothing"
  | "name"
  /** A name, then a text. */
  | "name text"
  | "text"
  | "path"
  | "other";

/** The words of a command, and what follows them. */
export interface CommandWords {
  readonly words: readonly string[];
  readonly takes: Argument;
}

/** What may be completed. */
export interface Completable {
  readonly names: readonly string[];
  readonly commands: readonly CommandWords[];
}

/** One thing that what is typed can become. */
export interface Candidate {
  /** As it is listed. */
  readonly label: string;
  /** What is put in while others begin alike. */
  readonly stem: string;
  /** What is put in when it is the one, and what follows it then. */
  readonly text: string;
  readonly after: string;
}

/** What stands from `from` to the cursor can become each of `candidates`. */
export interface Completions {
  readonly kind: "words";
  readonly from: number;
  readonly candidates: readonly Candidate[];
}

/** The same for a path, which only who knows the files can complete. */
export interface PathBegun {
  readonly kind: "path";
  readonly from: number;
  /** What was typed of it, without quotes. */
  readonly prefix: string;
  /** The quote that it begins with, if any. */
  readonly quote: string;
}

/** Longest beginning of a name that is looked for, in UTF-16 units: more than any name has. */
const MAX_BEGUN = 128;

/** What `text` asks for at `cursor`. */
export function completionsAt(
  text: string,
  cursor: number,
  { names, commands }: Completable,
): Completions | PathBegun {
  const before = text.slice(0, cursor);
  const isCommand = literal(before) !== before && !/^([/!])\1/.test(before);
  const [word = ""] = /^[/!]\S*/.exec(before) ?? [];
  if (!isCommand || word === "") return namesIn(before, 0, names, ": ");
  if (word === before) return commandsLike(before, commands);
  const takes = commands.find(({ words }) => words.includes(word.slice(1).toLowerCase()))?.takes;
  const start = before.length - before.slice(word.length).trimStart().length;
  if (takes === "path") return { kind: "path", ...lastArgument(before, word.length) };
  if (takes !== "name" && takes !== "name text") return namesIn(before, start, names, " ");
  const argument = nameArgument(before, start, names);
  if (argument !== undefined) return argument;
  if (takes === "name") return { kind: "words", from: cursor, candidates: [] };
  return namesIn(before, afterName(before, start), names, " ");
}

/** The commands that begin with what was typed, with the sign it was typed with. */
function commandsLike(typed: string, commands: readonly CommandWords[]): Completions {
  const sign = typed.slice(0, 1);
  const begun = typed.slice(1).toLowerCase();
  const words = commands.flatMap(({ words }) => words).filter((word) => word.startsWith(begun));
  const candidates = words.sort().map((word) => ({ ...same(sign + word), after: " " }));
  return { kind: "words", from: 0, candidates };
}

/**
 * The names that the end of `before` begins, in the midst of a text that starts at `start`: the
 * longest beginning counts.
 */
function namesIn(
  before: string,
  start: number,
  names: readonly string[],
  afterFirst: string,
): Completions {
  const earliest = Math.max(start, before.length - MAX_BEGUN);
  for (let from = earliest; from <= before.length; from++) {
    const isInWord = /[\p{L}\p{N}\p{M}_]$/u.test(before.slice(0, from));
    const begun = before.slice(from);
    if (isInWord || /^\s/.test(begun)) continue;
    const fitting = namesLike(begun, names);
    if (fitting.length === 0) continue;
    const isOpened = /["'([{<“„«]$/.test(before.slice(start, from));
    const after = from === start ? afterFirst : isOpened ? "" : " ";
    return { kind: "words", from, candidates: fitting.map((name) => ({ ...same(name), after })) };
  }
  return { kind: "words", from: before.length, candidates: [] };
}

/** The names that what a command is given may become, in quotes where the command needs them. */
function nameArgument(
  before: string,
  start: number,
  names: readonly string[],
): Completions | undefined {
  const argument = before.slice(start);
  const isQuoted = argument.startsWith('"');
  if (isQuoted && argument.includes('"', 1)) return undefined;
  const begun = isQuoted ? argument.slice(1) : argument;
  const plain = namesLike(begun, names);
  const fitting = plain.length > 0 ? plain : namesLike(begun.replace(/^[~@]/, ""), names);
  if (fitting.length === 0) return undefined;
  const quote = isQuoted ? '"' : "";
  const candidates = fitting.map((name) => ({
    label: name,
    stem: quote + name,
    text: isQuoted ? `"${name}"` : quoteName(name),
    after: " ",
  }));
  return { kind: "words", from: start, candidates };
}

/** The names that begin with `begun`; a blank at its end counts. */
function namesLike(begun: string, names: readonly string[]): string[] {
  const typed = foldName(begun);
  return names.filter((name) => foldName(name).startsWith(typed))
    .sort((a, b) => a.localeCompare(b));
}

/** Where the text begins that follows the name which stands at `start`. */
function afterName(before: string, start: number): number {
  const [name = ""] = /^(?:"[^"]*"|\S+)\s*/.exec(before.slice(start)) ?? [];
  return start + name.length;
}

function same(text: string): Omit<Candidate, "after"> {
  return { label: text, stem: text, text };
}

/** The argument the cursor is in: unquoted, with where it begins. */
function lastArgument(before: string, from: number): Omit<PathBegun, "kind"> {
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
