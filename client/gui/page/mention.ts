/**
 * Completing the names of members after an `@`.
 * @module
 */

/** Names offered at once. */
const MAX_NAMES = 6;
const BEGUN = /(?:^|\s)@([^\s@]*)$/;

/** The names that what stands before `caret` may become. */
export function completions(text: string, caret: number, names: readonly string[]): string[] {
  const begun = caret < 0 ? undefined : BEGUN.exec(text.slice(0, caret))?.[1]?.toLowerCase();
  if (begun === undefined) return [];
  return names.filter((name) => name.toLowerCase().startsWith(begun)).slice(0, MAX_NAMES);
}

/** `text` with the mention of `name` in the place of what was begun. */
export function insertMention(
  text: string,
  caret: number,
  name: string,
): { text: string; caret: number } {
  const before = text.slice(0, caret).replace(/@[^\s@]*$/, `@${name} `);
  return { text: before + text.slice(caret), caret: before.length };
}
