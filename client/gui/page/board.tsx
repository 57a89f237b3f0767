/**
 * The board of a game: for those who play, with places to press; for everybody else to look at.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { useRef, useState } from "preact/hooks";
import type { GameView } from "../channel.ts";
import { hueOf } from "./format.ts";
import { useActions, useTexts } from "./store.ts";
import type { Texts } from "./texts.ts";

type Cell = GameView["board"][number][number];

/** A place, by row and column from 0. */
type Place = readonly [row: number, column: number];

const STEPS: Readonly<Record<string, Place>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function Board({ view }: { readonly view: GameView }) {
  const texts = useTexts();
  const actions = useActions();
  const board = useRef<HTMLDivElement>(null);
  const rows = view.board.filter((cells) => cells.some(({ isLabel }) => !isLabel));
  const [[row, column], setPlace] = useState<Place>(() => middleOf(rows));
  const isYours = view.state === "running" && view.opponent !== undefined;
  const label = texts.games.board(view.title, ...names(view));
  const play = ({ move }: Cell) => {
    if (!view.yourTurn || move === undefined) return;
    const { game, moves } = view;
    actions.wish({ type: "play", action: "move", game, move, number: moves.length + 1 });
  };
  const go = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const [y, x] = [row + step[0], column + step[1]];
    if (rows[y]?.[x] === undefined) return;
    setPlace([y, x]);
    board.current?.querySelector<HTMLElement>(`[data-place="${y} ${x}"]`)?.focus();
  };
  return (
    <div
      ref={board}
      class="board"
      style={{ "--columns": rows[0]?.length ?? 0 }}
      role={isYours ? "grid" : "table"}
      aria-label={label}
      onKeyDown={isYours ? go : undefined}
    >
      {rows.map((cells, y) => (
        <div role="row" key={y}>
          {cells.map((cell, x) => {
            const props = cellProps(cell, [y, x], view, texts);
            if (!isYours) return <span key={x} role="cell" {...props}>{face(cell)}</span>;
            return (
              <button
                key={x}
                type="button"
                role="gridcell"
                {...props}
                aria-disabled={!view.yourTurn || cell.move === undefined}
                tabIndex={y === row && x === column ? 0 : -1}
                onFocus={() => setPlace([y, x])}
                onClick={() => play(cell)}
              >
                {face(cell)}
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** What is to be seen of a place; a free one needs no words where it can be pressed. */
function face({ owner, text }: Cell) {
  return owner === undefined ? "" : printable(text);
}

function cellProps(cell: Cell, [row, column]: Place, view: GameView, { games }: Texts) {
  const { owner, text, isWinning, isLast } = cell;
  const what = owner === undefined ? games.free : games.piece(printable(text), names(view)[owner]);
  const words = [what, ...(isLast ? [games.last] : []), ...(isWinning ? [games.winning] : [])];
  return {
    class: "cell",
    "data-place": `${row} ${column}`,
    "data-owner": owner,
    "data-last": isLast,
    "data-winning": isWinning,
    "aria-label": games.cell(row + 1, column + 1, words.join(", ")),
    style: owner === undefined ? {} : { "--hue": hueOf(view.players[owner]) },
  };
}

function names({ players: [first, second] }: GameView): [string, string] {
  return [printable(first), printable(second)];
}

function middleOf(rows: GameView["board"]): Place {
  return [Math.floor(rows.length / 2), Math.floor((rows[0]?.length ?? 0) / 2)];
}
