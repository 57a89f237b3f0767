/**
 * Asking the terminal how large its screen is, and where the cursor is on it.
 *
 * The system tells the size, too, but not always the one that the rows on the screen have by now:
 * tmux changes the screen at once and tells programs up to 250 ms later.
 * @module
 */
import type { Position, Size } from "./geometry.ts";

/** What a terminal tells about its screen, all of it from the same moment. */
export interface ScreenFacts {
  readonly cursor: Position;
  readonly size: Size;
}

/** Where is the cursor? (ECMA-48, DSR 6.) The terminal answers as if keys were pressed. */
const ASK = "\x1b[6n";
/** The same in the last corner, which no cursor gets beyond; then back. */
const ASK_CORNER = `\x1b7\x1b[999;999H${ASK}\x1b8`;

/**
 * A terminal that does not tell for so long never will, and is not asked again. Over a slow network
 * an answer takes less; until then nothing is drawn.
 */
const ANSWER_MS = 300;

/** One question at a time. */
export class ScreenQuery {
  #waiting: PromiseWithResolvers<ScreenFacts | undefined> | undefined;
  #cursor: Position | undefined;
  #isSilent = false;

  /**
   * Asks by `write`. Resolves to `undefined` if the terminal does not tell. Never rejects if
   * `write` does not.
   */
  async ask(write: (question: string) => Promise<void>): Promise<ScreenFacts | undefined> {
    if (this.#isSilent) return undefined;
    const waiting = this.#waiting = Promise.withResolvers<ScreenFacts | undefined>();
    this.#cursor = undefined;
    const timer = setTimeout(() => {
      this.#isSilent = true;
      waiting.resolve(undefined);
    }, ANSWER_MS);
    try {
      await write(ASK + ASK_CORNER);
      return await waiting.promise;
    } finally {
      clearTimeout(timer);
      this.#waiting = undefined;
    }
  }

  /** The terminal tells a place: the first time that of the cursor, then that of the corner. */
  answer(place: Position): void {
    this.#isSilent = false;
    const cursor = this.#cursor;
    this.#cursor = place;
    if (cursor === undefined) return;
    this.#waiting?.resolve({ cursor, size: { columns: place.column + 1, rows: place.row + 1 } });
  }

  /** Nobody needs the answer any more. */
  giveUp(): void {
    this.#waiting?.resolve(undefined);
  }
}
