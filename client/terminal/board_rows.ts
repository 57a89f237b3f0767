/**
 * Boards of games, drawn in rows. Colour adds to what shapes tell already: `[X]` has won, `(X)`
 * came last.
 * @module
 */
import { printable } from "../../protocol/text.ts";
import type { BoardCell, GameEvent } from "../core/mod.ts";
import type { Look } from "./message_rows.ts";

/** Under the text of a notice: `21:04 * `. */
const INDENT = " ".repeat(8);

/** The board of `game`, row by row; whoever owns a piece gives it its colour. */
export function boardRows(
  { board, players }: Pick<GameEvent, "board" | "players">,
  { palette }: Look,
): string[] {
  const dress = ({ owner, isWinning, isLabel }: BoardCell, text: string) => {
    if (owner === undefined) return isLabel ? text : palette.faint(text);
    const coloured = palette.name(players[owner])(text);
    return isWinning ? palette.marked(coloured) : coloured;
  };
  // Of the rows above all pieces one is enough.
  const top = board.findIndex((cells) => !cells.every(isUntouched));
  return board.slice(Math.max(top - 1, 0)).map((cells) =>
    INDENT + cells.map((cell) => dress(cell, framed(cell))).join("")
  );
}

function framed({ text, isWinning, isLast }: BoardCell): string {
  const shown = printable(text);
  return isWinning ? `[${shown}]` : isLast ? `(${shown})` : ` ${shown} `;
}

/** There is neither a piece nor a sign that somebody needs. */
function isUntouched({ owner, isLabel, text, move }: BoardCell): boolean {
  return owner === undefined && isLabel !== true && text !== move;
}
