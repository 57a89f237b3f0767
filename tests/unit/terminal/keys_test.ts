import assert from "node:assert/strict";
import { type Key, KeyDecoder, MAX_PASTE_CHARS } from "../../../client/terminal/keys.ts";

const encoder = new TextEncoder();
const key = (name: string): Key => ({ type: "key", name });
const text = (text: string): Key => ({ type: "text", text });
const paste = (text: string): Key => ({ type: "paste", text, isCut: false });

const CASES: readonly (readonly [string, readonly Key[]])[] = [
  ["abc", [text("abc")]],
  ["öb日本👨‍👩‍👧", [text("öb日本👨‍👩‍👧")]],
  ["hi\r", [text("hi"), key("enter")]],
  ["\n\t\x7f\b", [key("ctrl+j"), key("tab"), key("backspace"), key("backspace")]],
  ["\x01\x03\x04\x12", [key("ctrl+a"), key("ctrl+c"), key("ctrl+d"), key("ctrl+r")]],
  ["\x1b[A\x1b[B\x1bOC\x1bOD", [key("up"), key("down"), key("right"), key("left")]],
  ["\x1b[1~\x1b[4~\x1b[3~\x1b[H\x1bOF", ["home", "end", "delete", "home", "end"].map(key)],
  ["\x1b[1;5C\x1b[1;3D\x1b[Z", [key("ctrl+right"), key("alt+left"), key("shift+tab")]],
  ["\x1bb\x1bF\x1b\x7f\x1b\r", ["alt+b", "alt+f", "alt+backspace", "alt+enter"].map(key)],
  ["\x1bxyz", [key("alt+x"), text("yz")]],
  ["\x1b[97;5u\x1b[13;3u\x1b[27;2;13~", ["ctrl+a", "alt+enter", "shift+enter"].map(key)],
  ["\x1b[200~one\rtwo\x1b[31m\x1b[201~x", [paste("one\ntwo\x1b[31m"), text("x")]],
  ["a\x1b[12;80Rb", [text("a"), { type: "position", row: 11, column: 79 }, text("b")]],
  // What no key sends is dropped whole: replies, mouse reports, strings.
  ["\x1b[?64;4c\x1b[<0;1;2Ma", [text("a")]],
  ["\x1b]11;rgb:0/0/0\x07\x1bPx\x1b\\a", [text("a")]],
];

for (const [bytes, keys] of CASES) {
  Deno.test(`KeyDecoder.push() reads ${JSON.stringify(bytes)} from every split`, () => {
    const wire = encoder.encode(bytes);
    for (let at = 0; at <= wire.length; at++) {
      const decoder = new KeyDecoder();
      const got = [...decoder.push(wire.subarray(0, at)), ...decoder.push(wire.subarray(at))];
      assert.deepEqual(joinText(got), keys, `split at ${at}`);
      assert.equal(decoder.isWaiting, false);
    }
  });
}

Deno.test("KeyDecoder.flush() makes a lone escape the key, and waits for nothing after it", () => {
  const decoder = new KeyDecoder();
  assert.deepEqual(decoder.push(encoder.encode("\x1b")), []);
  assert.equal(decoder.isWaiting, true);
  assert.deepEqual(decoder.flush(), [key("escape")]);
  assert.equal(decoder.isWaiting, false);
});

Deno.test("KeyDecoder.flush() ends a paste whose end mark never came", () => {
  const decoder = new KeyDecoder();
  decoder.push(encoder.encode("\x1b[200~half"));
  assert.deepEqual(decoder.flush(), [paste("half")]);
  assert.deepEqual(decoder.push(encoder.encode("b")), [text("b")]);
});

Deno.test("KeyDecoder.push() keeps a paste within its limit and says that it was cut", () => {
  const decoder = new KeyDecoder();
  decoder.push(encoder.encode("\x1b[200~"));
  const part = encoder.encode("x".repeat(MAX_PASTE_CHARS / 2 + 1));
  decoder.push(part);
  decoder.push(part);
  const [pasted] = decoder.push(encoder.encode("\x1b[201~"));
  assert.ok(pasted?.type === "paste" && pasted.isCut);
  assert.equal(pasted.text.length, MAX_PASTE_CHARS);
});

/** A split makes two texts of one. */
function joinText(keys: readonly Key[]): Key[] {
  const joined: Key[] = [];
  for (const next of keys) {
    const before = joined.at(-1);
    if (next.type === "text" && before?.type === "text") {
      joined[joined.length - 1] = text(before.text + next.text);
    } else joined.push(next);
  }
  return joined;
}
