/**
 * What is replayed from the log, set apart from what is new.
 * @module
 */
import type { Transcript } from "./transcript.ts";

/** Frames replayed entries: those from before you came, and those that you missed while offline. */
export class Replay {
  readonly #transcript: Transcript;
  #isBack = false;
  #isOpen = false;
  #missed = 0;

  constructor(transcript: Transcript) {
    this.#transcript = transcript;
  }

  /** Are replayed entries missed ones now? */
  get isMissed(): boolean {
    return this.#isBack;
  }

  /** Messages and files that came while you were offline, until you have seen them. */
  get missed(): number {
    return this.#missed;
  }

  /** There was a `welcome`: the first one, or `again`. */
  start(again: boolean): void {
    this.#isBack = again;
    this.#isOpen = false;
  }

  /** A message or file is about to be shown. */
  entry(isReplayed: boolean): void {
    if (!isReplayed) return this.end();
    if (!this.#isOpen) {
      this.#isOpen = true;
      this.#transcript.rule(this.#isBack ? "missed while offline" : "earlier");
    }
    if (this.#isBack) this.#missed++;
  }

  /** Something new is about to be shown. */
  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#transcript.rule(this.#isBack ? `${this.#missed} missed` : "now");
  }

  /** You have seen what there is. */
  noticed(): void {
    if (!this.#isOpen) this.#missed = 0;
  }
}
