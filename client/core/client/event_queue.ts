/**
 * From calls to `for await`.
 * @module
 */

/**
 * Events that may wait for the front end before the client stops reading from the server: a
 * fraction of a millisecond of work. They are gone before the garbage collector takes them for
 * something that is kept; with thousands memory grows.
 */
const MAX_WAITING_EVENTS = 256;

/** Keeps values in order until its one reader takes them. */
export class EventQueue<T> implements AsyncIterable<T> {
  #values: T[] = [];
  #ended = false;
  #isLimited = true;
  #arrived = Promise.withResolvers<void>();
  #drained = Promise.withResolvers<void>();

  /**
   * Never waits. A producer that could pause asks {@linkcode isFull} and waits for {@linkcode
   * hasRoom}.
   */
  push(value: T): void {
    this.#values.push(value);
    this.#arrived.resolve();
  }

  get isFull(): boolean {
    return this.#isLimited && this.#values.length >= MAX_WAITING_EVENTS;
  }

  /** Resolves when the reader has taken what was waiting. */
  hasRoom(): Promise<void> {
    return this.isFull ? this.#drained.promise : Promise.resolve();
  }

  /** From now on there is room for whatever comes: a producer that waits for it goes on. */
  letGo(): void {
    this.#isLimited = false;
    this.#drained.resolve();
  }

  /** The reader's loop ends after what is waiting. */
  end(): void {
    this.#ended = true;
    this.#arrived.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const values = this.#values;
      this.#values = [];
      if (values.length === 0 && this.#ended) return;
      this.#arrived = Promise.withResolvers();
      this.#drained.resolve();
      this.#drained = Promise.withResolvers();
      yield* values;
      if (this.#values.length === 0 && !this.#ended) await this.#arrived.promise;
    }
  }
}
