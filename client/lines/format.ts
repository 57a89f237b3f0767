/**
 * Pieces of lines for people.
 * @module
 */
import prettyBytes from "pretty-bytes";
import { printable } from "../../protocol/text.ts";

/** `text` from anybody on one line: line breaks are shown as ` ⏎ `, tabs as spaces, everything harmful as its code. */
export function oneLine(text: string): string {
  return text.split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => printable(line.replaceAll("\t", "    ")))
    .join(" ⏎ ");
}

/** `1.0 MB` */
export function sizeText(bytes: number): string {
  const form = { minimumFractionDigits: bytes < 1000 ? 0 : 1, maximumFractionDigits: 1 };
  return prettyBytes(bytes, form);
}

/** `16 KiB`: for limits, which are round numbers only in this form. */
export function binarySize(bytes: number): string {
  return prettyBytes(bytes, { binary: true });
}
