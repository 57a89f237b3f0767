/**
 * What `/history` and `/search` bring.
 * @module
 */
import type { ClientEvent } from "../core/mod.ts";
import type { FilesView } from "./files_view.ts";
import type { Transcript } from "./transcript.ts";

type Past = Extract<ClientEvent, { type: "history" | "found" }>;

/** Writes what was found, oldest first, between two rules that tell what it is and whether there is more. */
export function showPast(event: Past, transcript: Transcript, files: FilesView): void {
  const isSearch = event.type === "found";
  transcript.rule(isSearch ? `search: ${event.words}` : "older");
  for (const entry of isSearch ? event.entries.toReversed() : event.entries) {
    const at = new Date(entry.at);
    if (entry.type === "message") transcript.message({ ...entry, at });
    else files.shared(entry, at);
  }
  if (isSearch) transcript.rule(`${event.more ? "the newest " : ""}${event.entries.length} found`);
  else transcript.rule(event.more ? "/history shows more" : "the beginning");
}
