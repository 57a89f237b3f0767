/**
 * Putting something into the field where messages are written, from anywhere in the page.
 * @module
 */

const EVENT = "chat-compose";

/** Adds `text` at the caret. */
export function composeWith(text: string): void {
  document.dispatchEvent(new CustomEvent(EVENT, { detail: text }));
}

/** Calls `insert` with each such text. Returns how to stop. */
export function onCompose(insert: (text: string) => void): () => void {
  const listener = (event: Event) => insert(String((event as CustomEvent).detail));
  document.addEventListener(EVENT, listener);
  return () => document.removeEventListener(EVENT, listener);
}
