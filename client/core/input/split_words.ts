/**
 * Words of a line, with quotes as in a shell.
 * @module
 */

/** A word as it was meant. */
export interface Word {
  readonly text: string;
  /** The word as a pattern, in which only what stood without quotes has a meaning. */
  readonly pattern: string;
  /** Is there anything without quotes that has one? */
  readonly isPattern: boolean;
}

const QUOTED = `"((?:\\\\["\\\\]|[^"])*)"|'([^']*)'`;
/**
 * A backslash before a blank or a quote; elsewhere than on Windows before any sign, as terminals
 * write dropped paths.
 */
const ESCAPED = { windows: `\\\\([\\s"'])`, others: `\\\\([^\\p{L}\\p{N}])` } as const;
const REST = `([^\\s"'\\\\]+|\\\\|["'])`;
const PIECES = {
  windows: new RegExp(`${QUOTED}|${ESCAPED.windows}|${REST}`, "yu"),
  others: new RegExp(`${QUOTED}|${ESCAPED.others}|${REST}`, "yu"),
} as const;

/**
 * The words of `text`. Quotes and backslashes keep words together; any other backslash stands for
 * itself, as in `C:\Users`. A quote without its partner stands for itself, too.
 */
export function splitWords(text: string, isWindows = Deno.build.os === "windows"): Word[] {
  const piecePattern = PIECES[isWindows ? "windows" : "others"];
  const words: Word[] = [];
  let word: Word | undefined;
  for (let at = 0; at < text.length;) {
    piecePattern.lastIndex = at;
    const match = piecePattern.exec(text);
    if (match === null) {
      // White space: the only thing that no alternative takes.
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
      continue;
    }
    const [piece, double, single, escaped, plain] = match;
    const value = double?.replace(/\\(["\\])/g, "$1") ?? single ?? escaped ?? plain ?? "";
    word = {
      text: (word?.text ?? "") + value,
      pattern: (word?.pattern ?? "") + (plain ?? withoutMeaning(value)),
      isPattern: word?.isPattern === true || /[*?[{]/.test(plain ?? ""),
    };
    at += piece.length;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** `text` as a pattern that only it fits. */
function withoutMeaning(text: string): string {
  return text.replace(/[*?[\]{}()!+@]/g, "[$&]");
}
