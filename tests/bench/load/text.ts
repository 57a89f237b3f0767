/**
 * The text of a measured message: its send time, filler, and a last byte that tells the counter what it is.
 * @module
 */

/** Length of a text when nothing else is said: about what people write. */
export const SHORT_TEXT_BYTES = 100;
/** Last byte of a text that is only counted. */
export const PLAIN_MARK = 0x2e;
/** Last byte of a text whose send time is read. */
export const SAMPLED_MARK = 0x21;

const STAMP_DIGITS = 15;
const DIGIT_ZERO = 0x30;
const FILLER =
  "every member of the room but its sender gets this text and nothing else arrives here ok";

/** A plain text of `bytes` without a send time; every text has room for one. */
export function plainText(bytes: number): string {
  const filler = FILLER.repeat(Math.ceil(bytes / FILLER.length));
  return "0".repeat(STAMP_DIGITS) + filler.slice(0, bytes - STAMP_DIGITS - 1) +
    String.fromCharCode(PLAIN_MARK);
}

/** Writes a whole number as decimal digits that end before `end`. */
export function writeDigits(bytes: Uint8Array, end: number, digits: number, value: number): void {
  let rest = value;
  for (let at = end - 1; at >= end - digits; at--) {
    bytes[at] = DIGIT_ZERO + rest % 10;
    rest = Math.floor(rest / 10);
  }
}

/** A stretch of bytes that holds a text. */
export interface TextPlace {
  readonly textAt: number;
  readonly textBytes: number;
}

/** Makes the text at `place` a sampled one, sent at `sentUs` (whole microseconds). */
export function stampText(
  bytes: Uint8Array,
  { textAt, textBytes }: TextPlace,
  sentUs: number,
): void {
  writeDigits(bytes, textAt + STAMP_DIGITS, STAMP_DIGITS, sentUs);
  bytes[textAt + textBytes - 1] = SAMPLED_MARK;
}

/** The send time of the sampled text at `textAt`, in microseconds. */
export function readStamp(bytes: Uint8Array, textAt: number): number {
  let value = 0;
  for (let at = textAt; at < textAt + STAMP_DIGITS; at++) {
    value = value * 10 + (bytes[at] ?? DIGIT_ZERO) - DIGIT_ZERO;
  }
  return value;
}
