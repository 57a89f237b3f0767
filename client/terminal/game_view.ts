/**
 * Games in the transcript: a line for what happens, and the board of those that one plays or
 * watches.
 * @module
 */
import { type ClientEvent, type GameEvent, gameText } from "../core/mod.ts";
import type { Transcript } from "./transcript.ts";

type Welcome = Extract<ClientEvent, { type: "welcome" }>;

/** Shows games without showing anything twice. */
export class GameView {
  readonly #transcript: Transcript;
  /** The newest entry of each open game of which the board is to be seen, as far as it is known. */
  #newest = new Map<string, number>();

  constructor(transcript: Transcript) {
    this.#transcript = transcript;
  }

  /**
   * What you play goes on: a newcomer sees it at once, one who is back where the missed moves end.
   */
  welcomed({ games = [], again }: Welcome, at: Date): void {
    this.#newest = new Map(games.map(({ game, seq }) => [game, seq]));
    if (again) return;
    for (const game of games) {
      if (game.opponent !== undefined) this.#show(game, at);
    }
  }

  /** `isMissed`: it happened while you were offline. */
  happened(event: GameEvent, at: Date, isMissed: boolean): void {
    const { history, state, watched, game, seq } = event;
    if (history && !isMissed) {
      // Of what was played before you came, how it ended is enough.
      if (state === "over") this.#transcript.notice(at, "event", gameText(event));
      return;
    }
    const isNewest = seq >= (this.#newest.get(game) ?? 0);
    const isShown = watched && isNewest && (!history || this.#newest.has(game) || state === "over");
    if (isShown) return this.#show(event, at);
    this.#transcript.notice(at, "event", gameText(event));
  }

  #show(event: GameEvent, at: Date): void {
    this.#transcript.notice(at, event.yourTurn ? "good" : "event", textOf(event));
    const hasBoard = event.moves.length > 0 || event.state === "running";
    if (hasBoard) this.#transcript.board(event);
  }
}

/** With how to play once more. */
function textOf(event: GameEvent): string {
  const { state, opponent, command, action } = event;
  const isPlayed = state === "over" && (action === "move" || action === "resign");
  const again = isPlayed && opponent !== undefined;
  return gameText(event) + (again ? `. Again? /${command} ${opponent}` : "");
}
