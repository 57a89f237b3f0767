/**
 * What is written above the input line: messages, notices, rules between them. Everything that came from somebody else
 * becomes printable here, so that no caller can forget it.
 * @module
 */
import { nameKey } from "../../protocol/names.ts";
import { printable } from "../../protocol/text.ts";
import { linksIn, mentions } from "../core/mod.ts";
import { hourMinute } from "./clock.ts";
import type { Palette } from "./colour.ts";
import { cellsOf, fitCells } from "./graphemes.ts";
import { wrapText } from "./wrap.ts";

/** How rows look here and now. */
export interface Look {
  readonly palette: Palette;
  readonly columns: number;
  /** Your own name. */
  readonly you: string;
  /** Of everybody else who may be named. */
  readonly names: readonly string[];
  /** A name with what is to be known about its holder. */
  readonly shown: (name: string) => string;
}

export interface ShownMessage {
  readonly at: Date;
  readonly from: string;
  readonly text: string;
  /** The only member who can read it beside its sender. */
  readonly to?: string | undefined;
  /** It tells what the sender does. */
  readonly action?: true | undefined;
}

/** An own message on its way. */
export type UnsentMessage = Omit<ShownMessage, "at" | "from">;

/** Room kept for the text beside a name; with less it starts on the row below. */
const LEAST_TEXT_CELLS = 20;
/** A cell of a table with the blanks that set it apart from the next one. */
const FIRST_COLUMN = /^\S+(?: \S+)* {2,}(?=\S)/;
/** `21:04 ` */
const TIME_CELLS = 6;

/**
 * `21:04 [ben] hello`, `21:04 [ben -> ana] hello` to one member, `21:04 ** ben waves`; wrapped under the text; where a long name leaves too little room, the text starts below it. What names
 * you or is to you alone has `>` before its name; a caller who knows says so by `isForYou`.
 */
export function messageRows(
  message: ShownMessage,
  look: Look,
  isForYou: boolean = concerns(message, look),
): string[] {
  const { palette, you } = look;
  const isOwn = nameKey(message.from) === nameKey(you);
  const name = nameOf(message, look);
  const dress = isForYou ? palette.marked : isOwn ? palette.own : palette.name(message.from);
  const time = palette.faint(hourMinute(message.at)) + (isForYou ? ">" : " ");
  return hanging(`${time}${dress(name)} `, TIME_CELLS + cellsOf(name) + 1, message.text, look);
}

/** Does it name you, or is it to you alone? Not if it is your own. */
export function concerns(
  { from, to, text }: Omit<ShownMessage, "at">,
  { you, names }: Pick<Look, "you" | "names">,
): boolean {
  if (nameKey(from) === nameKey(you)) return false;
  return mentions(text, you, names) || (to !== undefined && nameKey(to) === nameKey(you));
}

/** `[ben]`, `[ben -> ana]`, `** ben`; guests as `[~ben]`. */
function nameOf({ from, to, action }: Omit<ShownMessage, "at">, { shown }: Look): string {
  const sender = printable(shown(from));
  const name = to === undefined ? sender : `${sender} -> ${printable(shown(to))}`;
  return action ? `** ${name}` : `[${name}]`;
}

/** An own message that the server has not acknowledged: `  ... [ana] hello`, one row. */
export function unsentRow(message: UnsentMessage, look: Look): string {
  const [first = "", ...rest] = message.text.split("\n");
  const name = nameOf({ ...message, from: look.you }, look);
  const whole = `  ... ${name} ${shownLine(first)}${rest.length > 0 ? " …" : ""}`;
  return look.palette.faint(fitCells(whole, look.columns - 1));
}

export type NoticeKind = "event" | "error" | "good";

/** `21:04 * ben joined the chat!`; errors have `!` in the place of `*`. */
export function noticeRows(at: Date, kind: NoticeKind, text: string, look: Look): string[] {
  const { palette } = look;
  const dress = kind === "error" ? palette.error : kind === "good" ? palette.good : palette.faint;
  const sign = kind === "error" ? "!" : "*";
  const head = `${palette.faint(hourMinute(at))} ${dress(sign)} `;
  return hanging(head, TIME_CELLS + 2, text, look, dress);
}

/** Rows of an answer such as `/names`: indented, neither dressed nor timed; wrapped under the second column of a table. */
export function answerRows(text: string, look: Look): string[] {
  const [first = ""] = FIRST_COLUMN.exec(text) ?? [];
  const head = `  ${printable(first)}`;
  if (look.columns - cellsOf(head) < LEAST_TEXT_CELLS) return hanging("  ", 2, text, look);
  return hanging(head, cellsOf(head), text.slice(first.length), look);
}

/** `── history ──` */
export function ruleRow(label: string, look: Look): string {
  return look.palette.faint(fitCells(`── ${printable(label)} ──`, look.columns - 1));
}

function hanging(
  head: string,
  headCells: number,
  text: string,
  look: Look,
  dress = (row: string) => row,
): string[] {
  const isRoomy = look.columns - headCells >= LEAST_TEXT_CELLS;
  const indent = isRoomy ? headCells : Math.min(headCells, TIME_CELLS);
  const shown = text.split(/\r\n|\r|\n/).map(shownLine).join("\n");
  const rows = shown.split("\n")
    .flatMap((line) => linked(line, wrapText(line, look.columns - indent), look.palette))
    .map(dress);
  const blank = " ".repeat(indent);
  if (!isRoomy) return [head, ...rows.map((row) => blank + row)];
  return rows.map((row, index) => (index === 0 ? head : blank) + row);
}

/** `rows`, which `line` was broken into, with its links as such. */
function linked(line: string, rows: readonly string[], palette: Palette): readonly string[] {
  const links = linksIn(line);
  if (links.length === 0) return rows;
  let end = 0;
  return rows.map((row) => {
    // Blanks at a break are gone.
    const start = line.indexOf(row, end);
    end = start + row.length;
    let shown = "";
    let at = start;
    for (const { at: from, link } of links) {
      const [first, last] = [Math.max(from, at), Math.min(from + link.text.length, end)];
      // What pretends to lead elsewhere is left to be read as it stands.
      if (first >= last || link.host !== undefined) continue;
      shown += line.slice(at, first) + palette.link(line.slice(first, last), link.href);
      at = last;
    }
    return shown + line.slice(at, end);
  });
}

function shownLine(line: string): string {
  return printable(line.replaceAll("\t", "    "));
}
