/**
 * A terminal that knows just the sequences our client may write, and refuses every other byte.
 * @module
 */
import { cellsOf, graphemesOf } from "../../client/terminal/graphemes.ts";

// deno-lint-ignore no-control-regex
const OURS = /^\x1b\[(?:(\d*)([ABGKJHm])|2J|\?(2004|2026|25|7)([hl])|([\d;]*)m)/;

/** Rows of text that scroll; colours are dropped. */
export class ScreenModel {
  readonly lines: string[][] = [[]];
  #row = 0;
  #column = 0;
  #wraps = true;
  /** First row on the screen; those before are scrollback. */
  #top = 0;

  constructor(readonly columns: number, readonly height: number) {}

  /** @throws {Error} at the first thing that is neither printable nor one of our sequences. */
  write(bytes: string): void {
    for (let rest = bytes; rest !== "";) {
      const sequence = OURS.exec(rest);
      if (sequence !== null) {
        this.#act(sequence);
        rest = rest.slice(sequence[0].length);
        continue;
      }
      // deno-lint-ignore no-control-regex
      const text = /^[^\x00-\x1f\x7f-\x9f]+/.exec(rest)?.[0];
      if (text !== undefined) { for (const grapheme of graphemesOf(text)) this.#print(grapheme); }
      else this.#control(rest[0] ?? "");
      rest = rest.slice(text?.length ?? 1);
    }
  }

  /** All rows from the beginning of the scrollback, without blanks at their ends. */
  get text(): string[] {
    return this.lines.map((line) => line.join("").trimEnd());
  }

  get cursor(): { row: number; column: number } {
    return { row: this.#row, column: this.#column };
  }

  #act(match: RegExpExecArray): void {
    const [whole, digits = "", final, mode, onOff] = match;
    const count = Number(digits || 1);
    if (mode === "7") this.#wraps = onOff === "h";
    else if (whole === "\x1b[2J") this.lines.splice(this.#top);
    else if (final === "A") this.#row = Math.max(this.#top, this.#row - count);
    else if (final === "B") this.#row = Math.min(this.#top + this.height - 1, this.#row + count);
    else if (final === "G") this.#column = Math.min(this.columns, count) - 1;
    else if (final === "H") [this.#row, this.#column] = [this.#top, 0];
    else if (final === "K") this.#line().splice(this.#column);
    else if (final === "J") {
      this.#line().splice(this.#column);
      this.lines.splice(this.#row + 1);
    }
  }

  #control(char: string): void {
    if (char === "\r") this.#column = 0;
    else if (char === "\n") this.#down();
    else if (char === "\b") this.#column = Math.max(0, this.#column - 1);
    else if (char !== "\x07") throw new Error(`Cannot accept ${JSON.stringify(char)}`);
  }

  #print(grapheme: string): void {
    const cells = cellsOf(grapheme);
    if (this.#column + cells > this.columns) {
      if (this.#wraps) {
        this.#column = 0;
        this.#down();
      } else this.#column = this.columns - cells;
    }
    const line = this.#line();
    while (line.length < this.#column) line.push(" ");
    line.splice(this.#column, cells, grapheme, ...Array(Math.max(0, cells - 1)).fill(""));
    this.#column += cells;
  }

  #down(): void {
    this.#row++;
    this.#line();
    this.#top = Math.max(this.#top, this.#row - this.height + 1);
  }

  #line(): string[] {
    while (this.lines.length <= this.#row) this.lines.push([]);
    return this.lines[this.#row] ?? [];
  }
}
