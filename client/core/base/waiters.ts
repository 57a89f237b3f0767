/**
 * Waiting for something to become true.
 * @module
 */

interface Waiter {
  readonly condition: () => boolean;
  readonly resolve: () => void;
}

/** Conditions are looked at when somebody says that something has changed. */
export class Waiters {
  readonly #waiting = new Set<Waiter>();

  /** Resolves when `condition` holds, at once if it does now, or when `signal` is aborted. */
  until(condition: () => boolean, signal?: AbortSignal): Promise<void> {
    if (condition() || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(waiter);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const waiter = { condition, resolve: done };
      this.#waiting.add(waiter);
      signal?.addEventListener("abort", done);
    });
  }

  /** Something has changed. */
  check(): void {
    for (const { condition, resolve } of this.#waiting) if (condition()) resolve();
  }
}
