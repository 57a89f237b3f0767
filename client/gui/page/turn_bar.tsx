/**
 * Games that wait for you where you do not see them.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import { useActions, usePart, useTexts } from "./store.ts";

/**
 * A card so many items above the end may be out of sight; the client process brings it down when
 * that is asked for.
 */
const FAR_ITEMS = 12;

export function TurnBar() {
  const { games: texts } = useTexts();
  const actions = useActions();
  const games = usePart((state) => state.games);
  const newest = usePart((state) => state.items.at(-1)?.n ?? -1);
  const waiting = [...games.values()].filter(({ yourTurn, place }) =>
    yourTurn && newest - place >= FAR_ITEMS
  );
  return (
    <>
      {waiting.map(({ game, title, opponent = "" }) => (
        <p class="banner" key={game}>
          {texts.yourTurnIn(title, printable(opponent))}
          <button type="button" onClick={() => actions.wish({ type: "show_game", game })}>
            {texts.show}
          </button>
        </p>
      ))}
    </>
  );
}
