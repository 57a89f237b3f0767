/**
 * Games that nobody goes on with.
 * @module
 */
import type { Log } from "../log/mod.ts";

/** What games lapse by. */
export interface GamesParts {
  readonly log: Log;
  readonly table: {
    /** The games that lapse at the time `at` (Unix time in ms) or before. */
    due(at: number): number[];
  };
  /** Unix time in ms. */
  readonly wall: () => number;
}

/** Asks for the end of what is due; whether it is, is decided where that is applied. */
export class Games {
  /** Those about which a change is on its way. */
  readonly #asked = new Set<number>();

  constructor(private readonly parts: GamesParts) {}

  /** Carries out what is due. */
  sweep(): void {
    const { log, table, wall } = this.parts;
    for (const game of table.due(wall())) {
      if (this.#asked.has(game)) continue;
      this.#asked.add(game);
      log.append({ change: { type: "game_lapsed", game } })
        .finally(() => this.#asked.delete(game));
    }
  }
}
