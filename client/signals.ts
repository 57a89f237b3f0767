/**
 * Signals that end the client.
 * @module
 */
import { EXIT } from "../protocol/exit_codes.ts";

/** The first signal, as the exit code that it asks for. A second one ends the program at once. */
export class EndSignals implements Disposable {
  readonly #came = Promise.withResolvers<number>();
  readonly #handlers: [Deno.Signal, () => void][];
  #hasCome = false;

  constructor() {
    // A terminal that is closed ends the client like a polite kill.
    const codes: [Deno.Signal, number][] = [["SIGINT", EXIT.interrupted]];
    if (Deno.build.os !== "windows") {
      codes.push(["SIGTERM", EXIT.terminated], ["SIGHUP", EXIT.terminated]);
    }
    this.#handlers = codes.map(([signal, code]) => [signal, () => this.#handle(code)]);
    for (const [signal, handler] of this.#handlers) Deno.addSignalListener(signal, handler);
  }

  /** Resolves when a signal comes. */
  get came(): Promise<number> {
    return this.#came.promise;
  }

  [Symbol.dispose](): void {
    for (const [signal, handler] of this.#handlers) Deno.removeSignalListener(signal, handler);
  }

  #handle(code: number): void {
    if (this.#hasCome) Deno.exit(code);
    this.#hasCome = true;
    this.#came.resolve(code);
  }
}
