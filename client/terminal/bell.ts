/**
 * When the terminal rings.
 * @module
 */

/** Bells at most this often, however many people mention you. */
export const BELL_EVERY_MS = 2_000;

export type BellMode = "on" | "off" | "all";

export const BELL = "\x07";

/** `on` rings for mentions, `all` for every message; never twice in a short time. Time is an argument in milliseconds. */
export class Bell {
  mode: BellMode = "on";
  #rangAtMs = -Infinity;

  /** Does the message at `nowMs` ring? */
  rings(isMention: boolean, nowMs: number): boolean {
    const isWanted = this.mode === "all" || (this.mode === "on" && isMention);
    if (!isWanted || nowMs - this.#rangAtMs < BELL_EVERY_MS) return false;
    this.#rangAtMs = nowMs;
    return true;
  }
}
