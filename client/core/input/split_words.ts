/**
 * Words of a line, with quotes as in a shell.
 * @module
 */

const PIECE = /"((?:\\["\\]|[^"])*)"|'([^']*)'|\\([\s"'])|([^\s"'\\]+|\\|["'])/y;

/**
 * The words of `text`. Quotes and backslashes before spaces and quotes keep words together; any other backslash stands for
 * itself, as in `C:\Users`. A quote without its partner stands for itself, too.
 */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length;) {
    PIECE.lastIndex = at;
    const match = PIECE.exec(text);
    if (match === null) {
      // White space: the only thing that no alternative takes.
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
      continue;
    }
    const [piece, double, single, escaped, plain] = match;
    const value = double?.replace(/\\(["\\])/g, "$1") ?? single ?? escaped ?? plain ?? "";
    word = (word ?? "") + value;
    at += piece.length;
  }
  if (word !== undefined) words.push(word);
  return words;
}
