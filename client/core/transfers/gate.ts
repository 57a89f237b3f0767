/**
 * What a person can close in the way of a transfer.
 * @module
 */
import { Failure, Waiters } from "../base/mod.ts";

/** Open at first. */
export class Gate {
  readonly #waiters = new Waiters();
  #closing = new AbortController();

  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /**
   * Aborted, with a {@linkcode Failure} `paused`, when the gate is closed. Every opening makes
   * another one.
   */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  close(): void {
    this.#closing.abort(new Failure("paused"));
  }

  open(): void {
    if (this.isClosed) this.#closing = new AbortController();
    this.#waiters.check();
  }

  /** Resolves when the gate is open, or `signal` is aborted. */
  opened(signal: AbortSignal): Promise<void> {
    return this.#waiters.until(() => !this.isClosed, signal);
  }
}
