/**
 * What is replayed from the log, set apart from what is new.
 * @module
 */
import type { Transcript } from "./transcript.ts";

/**
 * A key pressed so soon after missed messages appeared was meant for something else: their number
 * stays on the screen.
 */
export const MISSED_SEEN_MS = 3_000;

/** Frames replayed entries: those from before you came, and those that you missed while offline. Time is an argument in ms. */
export class Replay {
  readonly #transcript: Transcript;
  #isBack = false;
  #isOpen = false;
  /** Entries that the server says are missed, and those of them that were shown. */
  #expected = 0;
  #shown = 0;
  /** Shown and not yet seen, of this return and of those before. */
  #missed = 0;
  #lastAtMs = 0;

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

  /** There was a `welcome`: the first one, or `again` with so many `missed` entries to come. */
  start(again: boolean, missed: number): void {
    this.end();
    this.#isBack = again;
    this.#expected = missed;
    this.#shown = 0;
  }

  /** A message or file is about to be shown. */
  entry(isReplayed: boolean, nowMs: number): void {
    if (!isReplayed) return this.end();
    if (!this.#isOpen) {
      this.#isOpen = true;
      this.#transcript.rule(this.#isBack ? "missed while offline" : "earlier");
    }
    if (!this.#isBack) return;
    this.#shown++;
    this.#missed++;
    this.#lastAtMs = nowMs;
  }

  /** It has been shown. The last of those that were missed closes the frame, however long nobody says anything. */
  entryShown(): void {
    if (this.#isBack && this.#shown === this.#expected) this.end();
  }

  /** Something new is about to be shown. */
  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#transcript.rule(this.#isBack ? `${this.#shown} missed` : "now");
  }

  /** A key was pressed: you have seen what there is, unless it appeared just now under your fingers. */
  noticed(nowMs: number): void {
    if (nowMs - this.#lastAtMs >= MISSED_SEEN_MS) this.#missed = 0;
  }
}
