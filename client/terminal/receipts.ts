/**
 * Who received your files, gathered into few lines.
 * @module
 */
import { ARRIVALS_MS, listed } from "./arrivals.ts";

/** Time is an argument, in milliseconds from any beginning. */
export class Receipts {
  readonly #receivers = new Map<string, string[]>();
  #dueAtMs: number | undefined;

  /** `by` has received the file called `name`. */
  add(name: string, by: string, nowMs: number): void {
    const receivers = this.#receivers.get(name) ?? [];
    receivers.push(by);
    this.#receivers.set(name, receivers);
    this.#dueAtMs ??= nowMs + ARRIVALS_MS;
  }

  /** When they are to be shown; `undefined` if there are none. */
  get dueAtMs(): number | undefined {
    return this.#dueAtMs;
  }

  /** A line for each file; they are forgotten. */
  take(): string[] {
    const lines = [...this.#receivers].map(([name, by]) =>
      `${listed(by)} received ${name}, verified`
    );
    this.#receivers.clear();
    this.#dueAtMs = undefined;
    return lines;
  }
}
