/**
 * Events as JSON, one object per line.
 * @module
 */
import type { ClientEvent } from "../core/events.ts";

/** `event` on one line: `type` and `at` first. JSON escapes whatever could end a line. */
export function renderJson(event: ClientEvent): string[] {
  const { type, at, ...fields } = event;
  return [JSON.stringify({ type, at, ...fields })];
}
