/**
 * Answers that are on their way, by what they answer.
 * @module
 */
import { BoundedMap } from "../../../protocol/bounded_map.ts";
import { MAX_UNFINISHED_UPLOADS } from "../../../protocol/limits.ts";
import type { Failure } from "../base/mod.ts";

/** One answer per key, which may come before or after somebody asks for it. */
export class Answers<T> {
  readonly #asked = new Map<string, PromiseWithResolvers<T>>();
  /** Came before they were asked for. */
  readonly #early = new BoundedMap<
    string,
    { readonly value: T } | { readonly failure: Failure }
  >(MAX_UNFINISHED_UPLOADS);

  /** The answer to `key`. At most one may ask at a time. @throws {Failure} that was the answer. */
  expect(key: string): Promise<T> {
    const early = this.#early.get(key);
    if (early !== undefined) {
      this.#early.delete(key);
      return "value" in early ? Promise.resolve(early.value) : Promise.reject(early.failure);
    }
    const answer = Promise.withResolvers<T>();
    // A link that is lost while nobody awaits the answer yet is no error of its own.
    answer.promise.catch(() => {});
    this.#asked.set(key, answer);
    return answer.promise;
  }

  /** Answers `key` now, or whoever asks next. */
  give(key: string, value: T): void {
    const asked = this.#take(key);
    if (asked === undefined) this.#early.set(key, { value });
    else asked.resolve(value);
  }

  /** Answers `key` with a failure, now or to whoever asks next. */
  refuse(key: string, failure: Failure): void {
    const asked = this.#take(key);
    if (asked === undefined) this.#early.set(key, { failure });
    else asked.reject(failure);
  }

  /** Everybody who waits fails; what came early is void. */
  refuseAll(failure: Failure): void {
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    this.#early.clear();
    for (const answer of asked) answer.reject(failure);
  }

  #take(key: string): PromiseWithResolvers<T> | undefined {
    const asked = this.#asked.get(key);
    this.#asked.delete(key);
    return asked;
  }
}
