/**
 * The conversation as a text to keep.
 * @module
 */
import type { FileView, Item } from "../channel.ts";
import { exactTimeText } from "./format.ts";

/** Names and times on lines of their own. */
export function conversationText(
  items: readonly Item[],
  files: ReadonlyMap<string, FileView>,
  language: string,
): string {
  return items.flatMap((item) => {
    const when = exactTimeText(item.at, language);
    if (item.kind === "message") return [`${item.from}, ${when}`, item.text, ""];
    if (item.kind !== "file") return [];
    const { name = "", path } = files.get(item.file) ?? {};
    return [`${item.from}, ${when}`, `[${name}]${path === undefined ? "" : ` ${path}`}`, ""];
  }).join("\n");
}
