/**
 * Events as JSON, one object per line.
 * @module
 */
import { harmlessJson } from "../../protocol/text.ts";
import type { ClientEvent } from "../core/events.ts";

/** `event` on one line: `type` and `at` first. Whatever could end the line or act on a terminal is escaped. */
export function renderJson(event: ClientEvent): string[] {
  const { type, at, ...fields } = event;
  return [harmlessJson(JSON.stringify({ type, at, ...fields }))];
}
