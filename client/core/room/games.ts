/**
 * The games of the room: what is known of those that are open, and what is done in them.
 * @module
 */
import { BoundedMap } from "../../../protocol/bounded_map.ts";
import { type Game, gameNamed, NoMove, type Position } from "../../../protocol/games/mod.ts";
import type { Entry, OpenGame, Request } from "../../../protocol/messages.ts";
import { nameKey } from "../../../protocol/names.ts";
import type { BoardCell, EventBody, GameEvent } from "../base/mod.ts";

type GameRequest = Extract<Request, { type: "game" }>;
/** What happened to a game, beside how it stands after that. */
interface Happening {
  readonly action: string;
  readonly by?: string;
  readonly history: boolean;
}

type GameEntry = Extract<Entry, { type: "game" }>;

/** What is done in a game, or for one. */
export type GameDeed = Omit<GameRequest, "type" | "id">;

/** What games are played with. */
export interface GamesParts {
  /** The games that are known here. */
  readonly catalogue: readonly Game[];
  readonly you: () => string;
  readonly emit: (event: EventBody, at?: string) => void;
  readonly deliver: (request: GameRequest) => void;
  readonly nextId: () => string;
}

/** A challenge or a game that is open, with what its rules say. */
export interface KnownGame extends OpenGame {
  /** `undefined` if its kind is not known here, or its moves do not keep to the rules. */
  readonly position: Position | undefined;
}

/** More than any server lets a room have. */
const MAX_OPEN = 1_000;

/** Follows the entries of games, and tells each as an event that has the whole game. */
export class Games {
  readonly #parts: GamesParts;
  readonly #open = new BoundedMap<string, OpenGame>(MAX_OPEN);
  readonly #watched = new Set<string>();

  constructor(parts: GamesParts) {
    this.#parts = parts;
  }

  /** The games that are known here. */
  get catalogue(): readonly Game[] {
    return this.#parts.catalogue;
  }

  /** Challenges and games of `kind` that are open, in the order in which they began. */
  open(kind: string): KnownGame[] {
    const games = [...this.#open.values()].filter((game) => game.kind === kind);
    return games.map((game) => ({ ...game, position: this.#position(game) }));
  }

  /** Does `name` play in `game`? */
  isPlayer({ players }: Pick<OpenGame, "players">, name: string = this.#parts.you()): boolean {
    return players.some((player) => nameKey(player) === nameKey(name));
  }

  /** Asks the server for what `deed` says. */
  play(deed: GameDeed): void {
    const { deliver, nextId } = this.#parts;
    deliver({ type: "game", id: nextId(), ...deed });
  }

  /** Tells how the game stands. */
  show({ game }: Pick<OpenGame, "game">): void {
    const known = this.#open.get(game);
    if (known !== undefined) this.#emit(known, { action: "shown", history: false });
  }

  /** Shows what happens in the game from now on, or no more. Returns which. */
  watch({ game }: Pick<OpenGame, "game">): boolean {
    if (this.#watched.delete(game)) return false;
    this.#watched.add(game);
    return true;
  }

  /** There was a `welcome`: these are open now. Returns them as events tell them. */
  welcomed(games: readonly OpenGame[]): GameEvent[] {
    this.#open.clear();
    for (const game of games) this.#open.set(game.game, game);
    return games.map((game) => this.#event(game, { action: "shown", history: false }));
  }

  /** An entry came. What is `history` has been counted in by the `welcome` already. */
  entered(entry: GameEntry, history: boolean): void {
    const { action, by, at } = entry;
    if (!history) {
      if (entry.state === "over") this.#open.delete(entry.game);
      else this.#open.set(entry.game, entry);
    }
    this.#emit(entry, { action, ...(by !== undefined && { by }), history }, at);
    if (entry.state === "over") this.#watched.delete(entry.game);
  }

  renamed(from: string, to: string): void {
    const now = (name: string | undefined) => name === from ? to : name;
    // An entry that is set again moves to the end, so the map itself has none.
    for (const [id, game] of [...this.#open]) {
      const [first, second] = game.players;
      const turn = now(game.turn);
      const players: OpenGame["players"] = [now(first) ?? first, now(second) ?? second];
      this.#open.set(id, { ...game, players, ...(turn !== undefined && { turn }) });
    }
  }

  #emit(game: OpenGame, what: Happening, at?: string): void {
    this.#parts.emit(this.#event(game, what), at);
  }

  #event(game: OpenGame, what: Happening): GameEvent {
    const { seq, game: id, kind, players, state, moves, turn, winner, score } = game;
    const isYou = (name: string) => nameKey(name) === nameKey(this.#parts.you());
    const known = gameNamed(this.#parts.catalogue, kind);
    const next = state === "open" ? players[1] : turn;
    const opponent = isYou(players[0]) ? players[1] : isYou(players[1]) ? players[0] : undefined;
    return {
      type: "game",
      game: id,
      seq,
      kind,
      title: known?.title ?? kind,
      command: known?.words[0] ?? kind,
      keys: known?.moves.usage ?? "",
      ...what,
      players,
      state,
      ...(turn !== undefined && { turn }),
      ...(winner !== undefined && { winner }),
      moves,
      board: known === undefined ? [] : boardOf(known, game),
      signs: known?.signs ?? ["1", "2"],
      score,
      ...(opponent !== undefined && { opponent }),
      yourTurn: state !== "over" && next !== undefined && isYou(next),
      watched: opponent !== undefined || this.#watched.has(id),
    };
  }

  #position({ kind, moves }: OpenGame): Position | undefined {
    const position = gameNamed(this.#parts.catalogue, kind)?.play(moves);
    return position instanceof NoMove ? undefined : position;
  }
}

/**
 * Marks the last move; where nothing can be done, no move is offered. Empty if the moves do not
 * keep to the rules.
 */
function boardOf(game: Game, { moves, state }: OpenGame): GameEvent["board"] {
  const [now, before] = [game.play(moves), game.play(moves.slice(0, -1))];
  if (now instanceof NoMove || before instanceof NoMove) return [];
  const rows = before.rows;
  return now.rows.map((cells, row) =>
    cells.map((cell, column): BoardCell => {
      const isLast = cell.owner !== undefined && rows[row]?.[column]?.owner === undefined;
      const { move, ...rest } = cell;
      const shown = state === "running" ? cell : rest;
      const text = state === "over" && cell.text === move ? EMPTY : cell.text;
      return { ...shown, text, ...(isLast && { isLast }) };
    })
  );
}

/** In the place of the move that a place stands for. */
const EMPTY = "·";
