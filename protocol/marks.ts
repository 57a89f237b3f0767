/**
 * Marks that stand on other characters: how many of them are writing, and how many are a tower.
 * @module
 */

/** Nonspacing marks on one character (UTS #39, section 5.4). */
const MAX_MARKS = 4;
/**
 * Of scripts that stack more: vowels with accents of the Bible and the Quran, Tibetan consonants.
 */
const MAX_MARKS_OF: readonly (readonly [marks: RegExp, most: number])[] = [
  [/^[\p{scx=Hebr}\u034f]+$/u, 6],
  [/^\p{scx=Arab}+$/u, 6],
  [/^\p{sc=Tibt}+$/u, 8],
];
/** Marks in a name that belong to no script; each script may have its own as well. */
const MAX_FREE_MARKS = 2;

const RUN = new RegExp(`[\\p{Mn}\\p{Me}\\p{Join_C}]{${MAX_MARKS + 1},}`, "gu");
const MARK = /[\p{Mn}\p{Me}]/gu;
const FREE = String.raw`(?!\p{DI}|\p{scx=Arab})(?:\p{Me}|(?=\p{Mn})\p{sc=Zinh})`;
const FREE_MARK = new RegExp(FREE, "gu");
const FREE_TWICE = new RegExp(String.raw`(${FREE})\1`, "u");
const TWICE = /([\p{Mn}\p{Me}])\1/u;
const MARKED = /\P{M}\p{M}+/gu;

/**
 * `text` with as many marks on each character as can be read: more cover the rows above and below.
 */
export function cutMarks(text: string): string {
  return text.replace(RUN, (run) => {
    const marks = run.replace(/\p{Join_C}/gu, "");
    const most = MAX_MARKS_OF.find(([all]) => all.test(marks))?.[1] ?? MAX_MARKS;
    const surplus = Array.from(run.matchAll(MARK))[most];
    return surplus === undefined ? run : run.slice(0, surplus.index);
  });
}

/**
 * Does `name`, in NFC, have marks that no language puts there: one without a letter, the same one
 * twice (UTS #39, section 5.4), or more than two on a letter that belong to no script?
 */
export function hasStrayMarks(name: string): boolean {
  if (/^\p{M}/u.test(name) || TWICE.test(name)) return true;
  const marked = (name.match(MARKED) ?? []).map((letter) => letter.normalize("NFD"));
  return marked.some((letter) => {
    const free = letter.match(FREE_MARK) ?? [];
    return free.length > MAX_FREE_MARKS || FREE_TWICE.test(letter);
  });
}
