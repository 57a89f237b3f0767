/**
 * The pages that are open, and the end of the last one.
 * @module
 */
import type { Refusal, Typed } from "./channel.ts";
import type { Conversation, Part } from "./conversation.ts";
import { type Input, Tab, type Wish } from "./tab.ts";

/**
 * Time without any tab of the window before the client leaves: reloading a page or opening it
 * again takes less.
 */
const TAB_GRACE_MS = 10_000;
/** Tabs of one window; nobody looks at more. */
const MAX_TABS = 16;

export interface TabsOptions {
  /** Resolves after `ms` or when `signal` is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly wished: (wish: Wish) => void;
  /** Does what was typed. Resolves to why it was not done, if it was not. */
  readonly typed: (typed: Typed) => Promise<Refusal | undefined>;
}

/** Tells every tab what changed. */
export class Tabs {
  readonly #options: TabsOptions;
  readonly #tabs = new Map<WebSocket, Tab>();
  readonly #gone = Promise.withResolvers<void>();
  #grace = new AbortController();

  constructor(options: TabsOptions) {
    this.#options = options;
  }

  /** Resolves when there was a tab and there has been none for a while. */
  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  get isFull(): boolean {
    return this.#tabs.size >= MAX_TABS;
  }

  changed(part: Part): void {
    for (const tab of this.#tabs.values()) tab.changed(part);
  }

  /** Takes over `socket`, which is about to open. */
  add(socket: WebSocket, conversation: Conversation): void {
    socket.onopen = () => {
      this.#grace.abort();
      const send = (text: string) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      };
      this.#tabs.set(socket, new Tab(conversation, send));
    };
    socket.onmessage = ({ data }) => {
      const tab = this.#tabs.get(socket);
      const wish = tab?.receive(data);
      if (tab === undefined || wish === undefined) return;
      if (wish === "bad") socket.close(1008, "This is not a message of the page");
      else if (wish.type === "input") void this.#answer(tab, wish);
      else this.#options.wished(wish);
    };
    // The end of the connection follows an error.
    socket.onerror = (event) => event.preventDefault?.();
    socket.onclose = () => {
      this.#tabs.delete(socket);
      if (this.#tabs.size === 0) this.#waitForReturn();
    };
  }

  /** Closes every tab's connection. */
  close(): void {
    this.#grace.abort();
    for (const socket of this.#tabs.keys()) socket.close(1001, "chat has ended");
  }

  async #answer(tab: Tab, input: Input): Promise<void> {
    tab.answer(input.ref, await this.#options.typed(input));
  }

  async #waitForReturn(): Promise<void> {
    const { signal } = this.#grace = new AbortController();
    await this.#options.sleep(TAB_GRACE_MS, signal);
    if (!signal.aborted) this.#gone.resolve();
  }
}
