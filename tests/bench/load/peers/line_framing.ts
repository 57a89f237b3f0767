/**
 * Framing of the protocols in which a message is one line.
 * @module
 */

const NEWLINE = 0x0a;

/** Where the line that starts at `start` ends, its line break included, or -1. */
export function lineEnd(bytes: Uint8Array, start: number, filled: number): number {
  const newline = bytes.indexOf(NEWLINE, start);
  return newline < 0 || newline >= filled ? -1 : newline + 1;
}

/** Does `unit` begin with `start`? */
export function startsWith(unit: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, at) => unit[at] === byte);
}
