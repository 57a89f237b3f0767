/**
 * Answers to commands, as lines.
 * @module
 */
import prettyBytes from "pretty-bytes";
import prettyMs from "pretty-ms";
import { printable } from "../../protocol/text.ts";
import type { ClientEvent } from "../core/mod.ts";
import { dayKey, hourMinute } from "./clock.ts";
import { cellsOf } from "./graphemes.ts";

type EventOf<T extends ClientEvent["type"]> = Extract<ClientEvent, { type: T }>;

/** `1.2 MB` */
export function sizeText(bytes: number): string {
  return prettyBytes(bytes, { maximumFractionDigits: 1 });
}

/** Newest last, next to where the next command is typed. */
export function fileLines({ files, more }: EventOf<"files">, now: Date): string[] {
  if (files.length === 0) return ["No files have been shared"];
  const today = dayKey(now);
  const rows = files.toReversed().map(({ file, name, size, stored, complete, from, at }) => {
    const date = new Date(at);
    const time = dayKey(date) === today ? hourMinute(date) : dayKey(date);
    const amount = complete ? sizeText(size) : `${sizeText(stored)} of ${sizeText(size)}`;
    return [file, printable(name), amount, printable(from), time];
  });
  const lines = columns([["ID", "file", "size", "from", "shared"], ...rows]);
  const oldest = files.at(-1)?.file;
  return more ? [`/files before ${oldest} lists older ones`, ...lines] : lines;
}

export function infoLines(info: EventOf<"info">): string[] {
  const { limits, encrypted, members, entries, files, fileBytes, uptimeMs } = info;
  const rate = limits.ratePerSecond === 0 ? "" : `, ${limits.ratePerSecond} messages a second`;
  return columns([
    ["room", `${printable(info.room)}, ${members} here`],
    ["log", `${entries} entries, ${files} files (${sizeText(fileBytes)})`],
    ["server", `${printable(info.server)}, up ${prettyMs(uptimeMs, { compact: true })}`],
    ["encrypted", encrypted ? "yes" : "no"],
    [
      "limits",
      `files up to ${sizeText(limits.fileBytes)}, texts up to ${sizeText(limits.textBytes)}${rate}`,
    ],
  ]);
}

/** Rows of a table, the columns under each other. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => widths[at] = Math.max(widths[at] ?? 0, cellsOf(cell)));
  }
  return rows.map((row) =>
    row.map((cell, at) => cell + " ".repeat((widths[at] ?? 0) - cellsOf(cell))).join("  ").trimEnd()
  );
}
