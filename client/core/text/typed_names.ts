/**
 * Names as they are typed before something else, as in `/msg NAME TEXT`: how they are written, and
 * how they are read.
 *
 * A name may have blanks and signs. In quotes it is taken as it stands. Without quotes the longest
 * known name that stands there is meant; where something else may be meant as well, nobody is: the
 * one who types is asked.
 * @module
 */
import { nameKey } from "../../../protocol/names.ts";
import { Failure } from "../base/mod.ts";

/** A name, and what follows it without the blanks between. */
export interface LeadingName {
  readonly name: string;
  readonly rest: string;
}

/**
 * `name` as it is typed before something else: in quotes where it needs them. No name has a quote
 * in it.
 */
export function quoteName(name: string): string {
  return /\s|^[~@]/.test(name) ? `"${name}"` : name;
}

/**
 * The name that `argument` begins with; known ones are written as `known` has them. `undefined` if
 * there is none.
 * @returns a failure if it is not clear who is meant.
 */
export function leadingName(
  argument: string,
  known: Iterable<string>,
): LeadingName | Failure | undefined {
  const typed = argument.trim();
  if (typed.startsWith('"')) return quotedName(typed, known);
  const [first = ""] = /^\S+/.exec(typed) ?? [];
  if (first === "") return undefined;
  const names = byKey(known);
  const found = longestName(typed, names);
  if (found === undefined) return strangerNamed(first, afterBlanks(typed, first.length), names);
  return unfinishedName(found, names) ?? found;
}

/** `argument` as one name: without its quotes, and written as `known` has it. */
export function wholeName(argument: string, known: Iterable<string>): string {
  const name = /^"([^"]*)"$/.exec(argument.trim())?.[1] ?? argument.trim();
  const names = byKey(known);
  return names.get(nameKey(name)) ?? names.get(nameKey(name.replace(/^[~@]/, ""))) ?? name;
}

/** Is `argument` as a whole a known name, or in quotes? */
export function isWholeName(argument: string, known: Iterable<string>): boolean {
  return /^"[^"]*"$/.test(argument.trim()) || byKey(known).has(nameKey(argument));
}

function quotedName(typed: string, known: Iterable<string>): LeadingName | Failure {
  const [whole, quoted = ""] = /^"([^"]*)"(?=\s|$)/.exec(typed) ?? [];
  if (whole === undefined) {
    return new Failure("bad_command", 'A name in quotes ends with a quote: "NAME"');
  }
  return { name: wholeName(quoted, known), rest: afterBlanks(typed, whole.length) };
}

function byKey(known: Iterable<string>): Map<string, string> {
  return new Map(Array.from(known, (name) => [nameKey(name), name]));
}

function longestName(typed: string, names: ReadonlyMap<string, string>): LeadingName | undefined {
  const ends = Array.from(typed.matchAll(/\S+/g), ({ 0: word, index }) => index + word.length);
  for (const end of ends.slice(0, MAX_NAME_WORDS).reverse()) {
    const name = nameFor(typed.slice(0, end), names);
    if (name !== undefined) return { name, rest: afterBlanks(typed, end) };
  }
  return undefined;
}

/** A name has 32 characters, so no more words than this. */
const MAX_NAME_WORDS = 16;

/**
 * As it is shown (`~bot`), as it is mentioned (`@bot`), as it is addressed (`bot:`); or just as it
 * is.
 */
function nameFor(typed: string, names: ReadonlyMap<string, string>): string | undefined {
  const forms = [typed, typed.replace(/^[~@]/, ""), typed.replace(/[:,]$/, "")];
  const keys = [...forms, typed.replace(/^[~@]/, "").replace(/[:,]$/, "")].map(nameKey);
  return keys.map((key) => names.get(key)).find((name) => name !== undefined);
}

/** Nobody known: the server may know more, unless it looks like a part of a name. */
function strangerNamed(
  first: string,
  rest: string,
  names: ReadonlyMap<string, string>,
): LeadingName | Failure {
  const begun = [...names].find(([key]) => key.startsWith(`${nameKey(first)} `));
  if (begun === undefined) return { name: first, rest };
  return new Failure("unclear_name", `Nobody here is called ${first}: ${didYouMean([begun[1]])}`);
}

/**
 * `Ben Ö hello` where there are both `Ben` and `Ben Ö.`: to say `Ö hello` to `Ben` may be a
 * mistake.
 */
function unfinishedName(
  { name, rest }: LeadingName,
  names: ReadonlyMap<string, string>,
): Failure | undefined {
  const next = lettersOf(/^\S+/.exec(rest)?.[0] ?? "");
  if (next === "") return undefined;
  const longer = [...names].find(([key]) =>
    key.startsWith(`${nameKey(name)} `) &&
    lettersOf(key.slice(nameKey(name).length + 1).split(" ")[0] ?? "").startsWith(next)
  );
  if (longer === undefined) return undefined;
  return new Failure("unclear_name", capital(didYouMean([name, longer[1]])));
}

function didYouMean(names: readonly string[]): string {
  return `did you mean ${names.map((name) => `"${name}"`).join(" or ")}? Put the name in quotes`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function lettersOf(word: string): string {
  return nameKey(word).replace(/[^\p{L}\p{N}\p{M}]/gu, "");
}

function afterBlanks(text: string, at: number): string {
  return text.slice(at).trimStart();
}
