/**
 * Standard output, written in batches.
 * @module
 */
import { setImmediate } from "node:timers";
import { type ByteSink, writeAll } from "../../protocol/lines.ts";
import { KIB } from "../../protocol/limits.ts";

/** Bytes that may wait for a slow standard output before rendering pauses. */
const MAX_WAITING_OUTPUT_BYTES = 256 * KIB;

const encoder = new TextEncoder();

/** Lines go out in order; those that come while a write is under way go out together in the next one. */
export class Output {
  readonly #sink: ByteSink;
  #waiting: string[] = [];
  #waitingChars = 0;
  #writing: Promise<void> | undefined;
  #isBroken = false;
  readonly #broken = Promise.withResolvers<void>();

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  /** Resolves when the reader has gone and nothing can be written any more. */
  get broken(): Promise<void> {
    return this.#broken.promise;
  }

  /** Writes `lines`, each with a line break. Resolves at once, or when a slow reader has taken enough. Never rejects. */
  async write(lines: readonly string[]): Promise<void> {
    if (this.#isBroken || lines.length === 0) return;
    for (const line of lines) {
      this.#waiting.push(line);
      this.#waitingChars += line.length;
    }
    this.#writing ??= this.#drain();
    if (this.#waitingChars >= MAX_WAITING_OUTPUT_BYTES) await this.#writing;
  }

  /** Resolves when everything was written, or nothing can be. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #drain(): Promise<void> {
    try {
      // Lines of the same turn of the event loop go out together.
      await new Promise((resolve) => setImmediate(resolve));
      while (this.#waiting.length > 0) {
        const text = this.#waiting.join("\n") + "\n";
        this.#waiting = [];
        this.#waitingChars = 0;
        await writeAll(this.#sink, encoder.encode(text));
      }
    } catch {
      this.#isBroken = true;
      this.#waiting = [];
      this.#broken.resolve();
    } finally {
      this.#writing = undefined;
    }
  }
}
