/**
 * The page's state, and who follows it.
 * @module
 */
import { EMPTY_STATE, type PageState } from "./page_state.ts";

/** Holds the state; whoever follows it is told of every change. */
export class Store {
  #state: PageState = EMPTY_STATE;
  readonly #followers = new Set<() => void>();

  get state(): PageState {
    return this.#state;
  }

  change(next: (state: PageState) => PageState): void {
    this.#state = next(this.#state);
    for (const follower of this.#followers) follower();
  }

  /** Returns how to stop. */
  follow(follower: () => void): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }
}
