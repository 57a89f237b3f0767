/**
 * Text that means harm to whoever shows it.
 * @module
 */
import fc from "fast-check";

/** Everything that acts on some terminal, ends a line, or hides or reorders text. */
export const HOSTILE: string = [
  "\x1b[2J\x1b[H",
  "\x1b]52;c;aGFja2Vk\x07",
  "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
  "\x1bP+q544e\x1b\\",
  "\x1b_Ga=T;AAAA\x1b\\",
  // A terminal answers these by typing.
  "\x1b[6n\x1b[c\x1b[>c\x1b]11;?\x07\x1b[5n",
  "\x9b31m\x9d0;title\x9c\x90q\x84\x85",
  "before\rafter\b\b\b\x7f",
  "\x0e\x0f\x05\x00\v\f",
  "\u202eright to left\u202c\u2066x\u2069\u200f",
  "z\u200be\u200dr\u2060o\ufeff \u00ad",
  "\u{e0041}\ufff9\u2028\u2029",
  "e" + "\u0301".repeat(40),
].join(" ");

/** None of these is ever written for somebody else's text. */
export const HARMFUL =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0041}\p{Cs}]|\u0301{5}/u;

const PIECES = ["\u001b[2J", "\u001b]0;x\u0007", "\r", "\n", "\u202e", "\u0085", "\u009b", "a"];

/** Any text at all, and such that is made to do harm. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...PIECES, "\n21:04 [admin] you won"))
    .map((pieces) => pieces.join("")),
  fc.constant(HOSTILE),
);
