/**
 * Texts that begin like commands.
 * @module
 */

/** The signs that commands begin with. Twice, they begin a text. */
const COMMAND_SIGN = /^\s*([/!])/;

/** Does `typed` begin like a command? `//x` and `!!x` do not: they are the texts `/x` and `!x`. */
export function looksLikeCommand(typed: string): boolean {
  return /^\s*([/!])(?!\1)/.test(typed);
}

/** How `text` is typed to be said as it is, whatever it begins with. */
export function literal(text: string): string {
  return text.replace(COMMAND_SIGN, "$&$1");
}

/**
 * What is said by `typed`, which does not look like a command: without the sign that {@linkcode
 * literal} adds.
 */
export function spoken(typed: string): string {
  return typed.replace(/^(\s*)([/!])(?=\2)/, "$1");
}

/**
 * A paste as it is put in where nothing is typed before it: several lines are a text, never
 * commands, whatever they begin with. Its closing line breaks are left out: they would be an empty
 * row for all.
 */
export function pastedText(text: string, isAtStart: boolean): string {
  const closed = withoutClosingBreaks(text);
  return isAtStart && /[\r\n\u2028\u2029]/.test(closed) ? literal(closed) : closed;
}

/** `text` without the line breaks that it ends with, and blanks after or between them. */
export function withoutClosingBreaks(text: string): string {
  const bare = text.trimEnd();
  return bare + (/^[^\S\r\n\u2028\u2029]*/.exec(text.slice(bare.length))?.[0] ?? "");
}
