/**
 * A game of the room: who plays, the board, how it stands, and what can be done now.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { useEffect, useRef } from "preact/hooks";
import type { GameView } from "../channel.ts";
import { Board } from "./board.tsx";
import { scoreText, standingText } from "./game_words.ts";
import { Name } from "./name.tsx";
import { useActions, usePart, useTexts } from "./store.ts";

export interface GameCardProps {
  readonly game: string;
  /** The item that it stands in. */
  readonly n: number;
}

/** The board is shown once, where the game was put last. */
export function GameCard({ game, n }: GameCardProps) {
  const texts = useTexts();
  const view = usePart((state) => state.games.get(game));
  const card = useRef<HTMLElement>(null);
  const isAskedFor = usePart((state) => state.lastGame === view && view?.action === "shown");
  useEffect(() => {
    if (isAskedFor) card.current?.scrollIntoView({ block: "nearest" });
  }, [isAskedFor]);
  if (view === undefined) return null;
  const { title, players, place, state, board } = view;
  const [first, second] = players.map(printable) as [string, string];
  if (n !== place) return <p class="hint">{texts.games.goesOn(title, first, second)}</p>;
  const isPlayed = state === "running" || view.moves.length > 0;
  const score = scoreText(view, texts);
  return (
    <section ref={card} class="game" aria-label={texts.games.board(title, first, second)}>
      <p class="game-title">{title}</p>
      <p class="game-players">
        <Player view={view} player={0} /> – <Player view={view} player={1} />
      </p>
      {isPlayed && board.length > 0 && <Board view={view} />}
      {board.length === 0 && <p class="hint">{texts.games.unknown}</p>}
      <p class={view.yourTurn ? "game-state yours" : "game-state"}>{standingText(view, texts)}</p>
      {score !== "" && <p class="game-score">{score}</p>}
      <p class="game-buttons">
        <Buttons view={view} />
      </p>
    </section>
  );
}

function Player({ view, player }: { readonly view: GameView; readonly player: 0 | 1 }) {
  const name = view.players[player];
  return (
    <span data-turn={view.turn === name}>
      <span aria-hidden="true">{view.signs[player]}</span> <Name name={name} />
    </span>
  );
}

function Buttons({ view }: { readonly view: GameView }) {
  const { games: texts } = useTexts();
  const actions = useActions();
  const { state, opponent, yourTurn, game, kind, action } = view;
  if (opponent === undefined) return null;
  const does = (deed: "accept" | "decline" | "resign") => () =>
    actions.wish({ type: "play", action: deed, game });
  if (state === "open") {
    return yourTurn
      ? (
        <>
          <button type="button" class="primary" onClick={does("accept")}>{texts.accept}</button>
          <button type="button" onClick={does("decline")}>{texts.decline}</button>
        </>
      )
      : <button type="button" onClick={does("decline")}>{texts.takeBack}</button>;
  }
  if (state === "running") {
    return <button type="button" onClick={does("resign")}>{texts.giveUp}</button>;
  }
  if (action === "decline") return null;
  const again = () => actions.wish({ type: "play", action: "challenge", kind, name: opponent });
  return <button type="button" onClick={again}>{texts.again}</button>;
}
