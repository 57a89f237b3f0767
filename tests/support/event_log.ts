/**
 * Things that happened, in order, and waiting for the next one of a kind.
 * @module
 */
import { patiently } from "./patience.ts";

interface Waiting<T> {
  readonly matches: (event: T) => boolean;
  readonly resolve: (event: T) => void;
  readonly reject: (error: Error) => void;
}

/** A list that grows, with a cursor: every wait continues after the event that the last one found. */
export class EventLog<T> {
  /** Everything that happened so far, waited for or not. */
  readonly all: T[] = [];
  #cursor = 0;
  #end: Error | undefined;
  readonly #waiting: Waiting<T>[] = [];
  readonly #describe: () => string;

  /** `describe` says to whom waited in vain what happened instead. */
  constructor(describe: () => string = () => "nothing like it happened") {
    this.#describe = describe;
  }

  /** The events that no wait has passed yet. */
  get pending(): readonly T[] {
    return this.all.slice(this.#cursor);
  }

  push(event: T): void {
    this.all.push(event);
    while (this.#cursor < this.all.length) {
      const [first] = this.#waiting;
      if (first === undefined) return;
      const found = this.#advance(first.matches);
      if (found === undefined) return;
      this.#waiting.shift();
      first.resolve(found);
    }
  }

  /** Nothing more will happen: whoever waits, or waits from now on, gets `reason`. */
  end(reason: Error): void {
    this.#end ??= reason;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#end);
  }

  /**
   * The next event that `matches`; events before it are passed over.
   * @throws the reason given to {@linkcode end} when nothing more comes, or that it has not come.
   */
  next(matches: (event: T) => boolean): Promise<T> {
    const found = this.#soon(matches);
    return found instanceof Promise ? patiently(found, this.#describe) : Promise.resolve(found);
  }

  /**
   * Every event from now on, however long the next one takes.
   * @throws the reason given to {@linkcode end}, after the last one.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    for (;;) yield await this.#soon(() => true);
  }

  #soon(matches: (event: T) => boolean): T | Promise<T> {
    if (this.#waiting.length === 0) {
      const found = this.#advance(matches);
      if (found !== undefined) return found;
    }
    if (this.#end !== undefined) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => this.#waiting.push({ matches, resolve, reject }));
  }

  #advance(matches: (event: T) => boolean): T | undefined {
    while (this.#cursor < this.all.length) {
      const event = this.all[this.#cursor++];
      if (event !== undefined && matches(event)) return event;
    }
    return undefined;
  }
}
