/**
 * What a person was writing when they reloaded the page.
 * @module
 */
import { keep, recall } from "./browser_storage.ts";
import { type Compose, EMPTY_COMPOSE } from "./compose.ts";

const KEY = "chat-compose";

export function saveCompose(compose: Compose): void {
  keep("tab", KEY, JSON.stringify(compose));
}

/** What was saved in this tab, if anything was. */
export function loadCompose(): Compose {
  try {
    return { ...EMPTY_COMPOSE, ...JSON.parse(recall("tab", KEY) ?? "{}") as Partial<Compose> };
  } catch {
    return EMPTY_COMPOSE;
  }
}
