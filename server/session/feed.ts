/**
 * The writer of one connection: answers first, then the log from the cursor.
 * @module
 */
import type { ByteSink } from "../../protocol/lines.ts";
import type { Cursor, Reader } from "../log/mod.ts";

const encoder = new TextEncoder();

/** Options of {@linkcode Feed}. */
export interface FeedOptions {
  /** In ms. */
  readonly monotonic: () => number;
  /** Called once when writing has failed: the peer is gone. */
  readonly onBroken: () => void;
  /** Told how many bytes a write took. */
  readonly onSent?: (bytes: number) => void;
}

/**
 * Sends what a peer has to get. At most one write is under way; what comes meanwhile is in the next
 * one. Nothing here waits for the peer, and nothing queues for it but answers to its own requests,
 * whose number the session bounds by reading no further while too many are {@linkcode
 * Feed.waiting}.
 */
export class Feed implements Reader {
  readonly #sink: ByteSink;
  readonly #options: FeedOptions;
  readonly #cursors: Cursor[] = [];
  #replies: string[] = [];
  #rest: Uint8Array | undefined;
  #isEnded = false;
  #progressAt: number;
  #onIdle: (() => void)[] = [];

  constructor(sink: ByteSink, options: FeedOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#progressAt = options.monotonic();
  }

  /** How many answers and own entries wait to be written. */
  get waiting(): number {
    let waiting = this.#replies.length;
    for (const cursor of this.#cursors) waiting += cursor.ownPending;
    return waiting;
  }

  /** For how many ms there was something to write and not a byte of it was taken. */
  stalledMs(now: number): number {
    return this.#rest === undefined ? 0 : now - this.#progressAt;
  }

  /** Sends the log from `cursor` on, too, beginning with the next {@linkcode wake}. */
  follow(cursor: Cursor): void {
    this.#cursors.push(cursor);
  }

  /** Sends `line`, before anything of the log that was not handed to the socket yet. */
  reply(line: object): void {
    if (this.#isEnded) return;
    this.#replies.push(JSON.stringify(line) + "\n");
    this.wake();
  }

  /** There may be something to send. */
  wake(): void {
    if (this.#rest !== undefined || this.#isEnded) return;
    let bytes: Uint8Array | undefined;
    try {
      bytes = this.#next();
    } catch {
      // The log cannot be read now. The peer comes back and goes on where it was.
      return this.#onFailed();
    }
    if (bytes === undefined) return this.#tellIdle();
    this.#progressAt = this.#options.monotonic();
    this.#write(bytes);
  }

  /** Resolves when all there is to send has been written, or nothing can be written any more. */
  idle(): Promise<void> {
    if (this.#rest === undefined || this.#isEnded) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  /** Sends nothing more. */
  end(): void {
    this.#isEnded = true;
    this.#rest = undefined;
    this.#replies = [];
    this.#tellIdle();
  }

  #next(): Uint8Array | undefined {
    if (this.#replies.length > 0) {
      const text = this.#replies.length === 1 ? this.#replies[0] : this.#replies.join("");
      this.#replies = [];
      return encoder.encode(text);
    }
    let bytes = this.#takeFromLog();
    // Nothing but entries that are skipped: look behind them.
    while (bytes?.length === 0) bytes = this.#takeFromLog();
    return bytes;
  }

  /**
   * The logs of all rooms are sent as one, in the order of `seq`, so that one number tells what a
   * peer has.
   */
  #takeFromLog(): Uint8Array | undefined {
    const [only] = this.#cursors;
    if (this.#cursors.length <= 1) return only?.take();
    let first: Cursor | undefined;
    let firstSeq = Infinity;
    let secondSeq = Infinity;
    for (const cursor of this.#cursors) {
      const seq = cursor.nextSeq() ?? Infinity;
      if (seq < firstSeq) {
        secondSeq = firstSeq;
        firstSeq = seq;
        first = cursor;
      } else if (seq < secondSeq) secondSeq = seq;
    }
    return first?.take(secondSeq);
  }

  #write(bytes: Uint8Array): void {
    this.#rest = bytes;
    this.#sink.write(bytes).then(this.#onWritten, this.#onFailed);
  }

  readonly #onWritten = (written: number): void => {
    const rest = this.#rest;
    if (rest === undefined) return;
    this.#progressAt = this.#options.monotonic();
    this.#options.onSent?.(written);
    if (written < rest.length) return this.#write(rest.subarray(written));
    this.#rest = undefined;
    this.wake();
  };

  readonly #onFailed = (): void => {
    if (this.#isEnded) return;
    this.end();
    this.#options.onBroken();
  };

  #tellIdle(): void {
    const waiting = this.#onIdle;
    this.#onIdle = [];
    for (const resolve of waiting) resolve();
  }
}
