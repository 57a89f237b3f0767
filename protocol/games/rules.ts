/**
 * What a game is: rules that its author writes, and what servers and clients use of them. Pure.
 *
 * A game has two players who move in turn, the first one begins. It has no secrets and no chance in
 * it: the same moves make the same position for everybody, so whoever has read a game's entries
 * knows all of it.
 * @module
 */

/** 0 begins. */
export type Player = 0 | 1;

/** One place of a board, as front ends show it. */
export interface Cell {
  /** What stands in it: one column wide. */
  readonly text: string;
  /** Whose piece it is. */
  readonly owner?: Player;
  /** The move that taking this place is. */
  readonly move?: string;
  /** It is a part of what has won. */
  readonly isWinning?: true;
  /** It is a sign beside the board, such as the number of a column. */
  readonly isLabel?: true;
}

/** How a game has ended. */
export type Outcome = { readonly winner: Player } | "drawn";

/** Why something is no move, in a sentence for the one who tried. */
export class NoMove {
  constructor(readonly reason: string) {}
}

/**
 * The rules of a game, written as a reducer. None of its functions changes a state, throws, or
 * looks at anything else.
 */
export interface Rules<State> {
  /** What it is called in the protocol: a lower-case word that never changes its meaning. */
  readonly kind: string;
  /** What people call it. */
  readonly title: string;
  /** What is typed for it after `/`: lower-case words, the usual one first. */
  readonly words: readonly [string, ...string[]];
  /**
   * What a move looks like: for help, and to tell it from the name of somebody. In the protocol it
   * has 1…16 characters of `A-Z a-z 0-9 _ + = # -`.
   */
  readonly moves: { readonly usage: string; readonly pattern: RegExp };
  /** What the pieces of each player look like: one column wide, and told apart without colour. */
  readonly signs: readonly [string, string];
  start(): State;
  /**
   * The state after `player`, whose turn it is, has made `move`. No game lasts longer than
   * {@linkcode MAX_MOVES}.
   */
  move(state: State, player: Player, move: string): State | NoMove;
  /** `undefined` while it goes on. */
  outcome(state: State): Outcome | undefined;
  /** The board, row by row from the top. */
  rows(state: State): readonly (readonly Cell[])[];
}

/** Most moves of a game: an entry that names all of them stays far below the limit of a line. */
export const MAX_MOVES = 256;

/** Where a game stands. */
export interface Position {
  /** Whose move it is; `undefined` when it has ended. */
  readonly turn: Player | undefined;
  readonly outcome: Outcome | undefined;
  readonly rows: readonly (readonly Cell[])[];
  /** Where it stands after `move` of the player whose turn it is. */
  after(move: string): Position | NoMove;
}

/** A game as servers and clients know it. */
export interface Game extends Omit<Rules<never>, "start" | "move" | "outcome" | "rows"> {
  /** Where it stands after `moves`; why it does not if one of them is none. */
  play(moves: readonly string[]): Position | NoMove;
}

/** Makes a game of its `rules`. */
export function gameOf<State>(rules: Rules<State>): Game {
  const { kind, title, words, moves, signs } = rules;
  const play = (moves: readonly string[]) => {
    let position: Position | NoMove = positionOf(rules, rules.start(), 0);
    for (const move of moves) {
      position = position.after(move);
      if (position instanceof NoMove) return position;
    }
    return position;
  };
  return { kind, title, words, moves, signs, play };
}

function positionOf<State>(rules: Rules<State>, state: State, count: number): Position {
  const outcome = rules.outcome(state);
  const turn: Player = count % 2 === 0 ? 0 : 1;
  return {
    turn: outcome === undefined ? turn : undefined,
    outcome,
    get rows() {
      return rules.rows(state);
    },
    after: (move) => {
      if (outcome !== undefined || count >= MAX_MOVES) return new NoMove("The game is over");
      const next = rules.move(state, turn, move);
      return next instanceof NoMove ? next : positionOf(rules, next, count + 1);
    },
  };
}

/** The board as text, row by row: `X 8 9`. */
export function boardText({ rows }: Pick<Position, "rows">): string[] {
  return rows.map((cells) => cells.map(({ text }) => text).join(" "));
}
