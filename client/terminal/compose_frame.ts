/**
 * The rows of the live region: unsent messages, transfers, the input line, the status line.
 * @module
 */
import { printable } from "../../protocol/text.ts";
import type { Palette } from "./colour.ts";
import type { Composer } from "./composer.ts";
import { fitCells } from "./graphemes.ts";
import { inputFrame, inputRow } from "./input_view.ts";
import type { Frame, Size } from "./geometry.ts";
import { unsentRow } from "./message_rows.ts";
import { questionFrame } from "./paste_question.ts";
import type { RoomView } from "./room_view.ts";
import { statusRow } from "./status_view.ts";
import { transferRows } from "./transfer_view.ts";
import { wrapLine } from "./wrap.ts";

/** Rows that the text being typed takes at most, on screens that have room for it. */
const MAX_INPUT_ROWS = 8;
/** Own messages shown while they wait for their acknowledgement; the others are counted. */
const MAX_UNSENT_ROWS = 3;
/** Completions listed at once. */
const MAX_COMPLETIONS_LISTED = 60;

type Typed = Pick<Composer, "editor" | "question" | "listed" | "search">;
type Seen = Pick<RoomView, "you" | "unsent" | "transfers" | "status" | "shown">;

/** The live region for a screen of `size`; at least one row of the screen stays free for messages. */
export function composeFrame(
  typed: Typed,
  seen: Seen,
  size: Size,
  palette: Palette,
  nowMs: number,
): Frame {
  const { columns } = size;
  const maxRows = Math.max(1, Math.min(MAX_INPUT_ROWS, Math.floor(size.rows / 2)));
  const above = [
    ...unsentRows(seen, columns, palette),
    ...transferRows(seen.transfers.shown, columns),
  ];
  const { question, editor } = typed;
  const input = question === undefined
    ? inputFrame(editor.text, editor.cursor, { prompt: promptOf(typed), columns, maxRows })
    : questionFrame(question, columns, maxRows);
  const below = [
    ...listedRows(typed.listed, columns),
    palette.faint(statusRow(seen.status, nowMs, columns)),
  ];
  const room = Math.max(0, size.rows - 1 - input.rows.length - below.length);
  const kept = above.slice(Math.max(0, above.length - room));
  const shownBelow = below.slice(0, Math.max(0, size.rows - 1 - input.rows.length));
  return {
    rows: [...kept, ...input.rows, ...shownBelow],
    cursorRow: kept.length + input.cursorRow,
    cursorColumn: input.cursorColumn,
  };
}

/** For a terminal that knows no sequences: the input line alone. */
export function composeDumbFrame(typed: Typed, { columns }: Size): Frame {
  const { text, cursor } = typed.editor;
  return typed.question === undefined
    ? inputRow(text, cursor, { prompt: promptOf(typed), columns, maxRows: 1 })
    : questionFrame(typed.question, columns, 1);
}

function promptOf({ search }: Typed): string {
  if (search === undefined) return "> ";
  return `${search.isFound || search.words === "" ? "search" : "not found"} '${
    printable(search.words)
  }' > `;
}

function unsentRows(seen: Seen, columns: number, palette: Palette): string[] {
  const { unsent, you } = seen;
  const look = { palette, columns, you, names: [], shown: (name: string) => seen.shown(name) };
  const rows = unsent.slice(0, MAX_UNSENT_ROWS).map((text) => unsentRow(text, look));
  const more = unsent.length - rows.length;
  if (more > 0) {
    rows.push(palette.faint(fitCells(`  ... and ${more} more on their way`, columns - 1)));
  }
  return rows;
}

function listedRows(listed: readonly string[], columns: number): string[] {
  if (listed.length === 0) return [];
  const shown = listed.slice(0, MAX_COMPLETIONS_LISTED).map(printable);
  const more = listed.length - shown.length;
  const text = shown.join("  ") + (more > 0 ? `  and ${more} more` : "");
  return wrapLine(text, columns - 1);
}
