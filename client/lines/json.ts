/**
 * Events as JSON, one object per line.
 * @module
 */
import { jsonText } from "../../protocol/text.ts";
import type { ClientEvent } from "../core/mod.ts";

/** `event` on one line: `type` and `at` first. Whatever could end a line or act on a terminal is an escape. */
export function renderJson(event: ClientEvent): string[] {
  const { type, at, ...fields } = event;
  return [jsonText({ type, at, ...fields })];
}
