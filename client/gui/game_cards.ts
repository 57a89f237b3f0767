/**
 * The games of the conversation, and where their cards stand in it.
 * @module
 */
import { BoundedMap } from "../../protocol/bounded_map.ts";
import type { ClientEvent } from "../core/mod.ts";
import type { GameView } from "./channel.ts";

/** Games that are remembered: as many as anybody scrolls back to. */
const MAX_GAMES = 1_000;

/** A card so many items above the end is out of sight in most windows. */
const FAR_ITEMS = 12;

type GameEvent = Extract<ClientEvent, { type: "game" }>;

/** Every game has one card, which is shown where it was last put. Does no I/O. */
export class GameCards {
  readonly #views = new BoundedMap<string, GameView>(MAX_GAMES);

  get(game: string): GameView | undefined {
    return this.#views.get(game);
  }

  /** The numbers of all games. */
  keys(): Iterable<string> {
    return this.#views.keys();
  }

  /** Takes `event` over. `true`: its card has to be put at `next`, the end of the conversation. */
  happened(event: GameEvent, next: number): boolean {
    const known = this.#views.get(event.game);
    const { type: _, history, ...facts } = event;
    const isWanted = event.opponent !== undefined || event.state === "over" ||
      event.action === "shown";
    const isFar = known !== undefined && next - known.place > FAR_ITEMS;
    const isPlaced = known === undefined || (isFar && isWanted);
    const place = isPlaced ? next : known.place;
    this.#views.set(event.game, { ...facts, place, isNews: !history });
    return isPlaced;
  }

  /**
   * There was a `welcome`: of what was open, only `games` still are. Returns the numbers of those
   * that are over.
   */
  welcomed(games: readonly Pick<GameEvent, "game">[]): string[] {
    const open = new Set(games.map(({ game }) => game));
    const over = [...this.#views].filter(([game, view]) =>
      view.state !== "over" && !open.has(game)
    );
    for (const [game, view] of over) {
      const { turn: _, ...rest } = view;
      this.#views.set(game, { ...rest, state: "over", action: "lapse", yourTurn: false });
    }
    return over.map(([game]) => game);
  }

  /** The numbers of the games in which somebody is called otherwise now. */
  renamed(from: string, to: string): string[] {
    const now = <T extends string | undefined>(name: T) => name === from ? to : name;
    const changed = [...this.#views].filter(([, { state, players }]) =>
      state !== "over" && players.includes(from)
    );
    for (const [game, view] of changed) {
      const [first, second] = view.players;
      const { turn, opponent } = view;
      this.#views.set(game, {
        ...view,
        players: [now(first), now(second)],
        ...(turn !== undefined && { turn: now(turn) }),
        ...(opponent !== undefined && { opponent: now(opponent) }),
      });
    }
    return changed.map(([game]) => game);
  }
}
