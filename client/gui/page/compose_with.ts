/**
 * Putting something into the field where messages are written, from anywhere in the page.
 * @module
 */

const EVENT = "chat-compose";

interface Added {
  readonly text: string;
  readonly isPaste: boolean;
}

/** Adds `text` at the caret; with `isPaste` as if it were pasted there. */
export function composeWith(text: string, isPaste = false): void {
  const detail: Added = { text, isPaste };
  document.dispatchEvent(new CustomEvent(EVENT, { detail }));
}

/** Calls `insert` with each such text. Returns how to stop. */
export function onCompose(insert: (text: string, isPaste: boolean) => void): () => void {
  const listener = (event: Event) => {
    const { text, isPaste } = (event as CustomEvent<Added>).detail;
    insert(text, isPaste);
  };
  document.addEventListener(EVENT, listener);
  return () => document.removeEventListener(EVENT, listener);
}
