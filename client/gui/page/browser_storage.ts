/**
 * What the browser keeps for the page, where it lets it: people may forbid it, and the page works without.
 * @module
 */

/** `tab`: until the tab is closed, over reloads. `browser`: for all pages of this address. */
export type Lifetime = "tab" | "browser";

/** What was kept under `key`. */
export function recall(lifetime: Lifetime, key: string): string | undefined {
  try {
    return storageOf(lifetime).getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps `value` under `key`; `undefined` forgets what was there. */
export function keep(lifetime: Lifetime, key: string, value: string | undefined): void {
  try {
    if (value === undefined) storageOf(lifetime).removeItem(key);
    else storageOf(lifetime).setItem(key, value);
  } catch {
    // It is forgotten with the page.
  }
}

/** Where nothing may be kept, even asking for it throws. */
function storageOf(lifetime: Lifetime): Storage {
  return lifetime === "tab" ? sessionStorage : localStorage;
}
