import assert from "node:assert/strict";
import fc from "fast-check";
import { isFileName, nameKey, normalizeName, safeFileName } from "../../../protocol/names.ts";
import { isHarmless, printable } from "../../../protocol/text.ts";
import { NAMES } from "../../support/names_of_the_world.ts";

for (const name of NAMES) {
  Deno.test(`${name} is a name, a file's name and a text as it is`, () => {
    assert.equal(normalizeName(name), name.normalize("NFC"));
    assert.equal(safeFileName(`${name}.txt`), `${name}.txt`);
    assert.equal(printable(name), name);
  });
}

/** All assigned code points that `pattern` matches. */
function charsOf(pattern: RegExp): string[] {
  const chars: string[] = [];
  for (let point = 0; point < 0x3_2000; point++) {
    if (point >= 0xd800 && point < 0xe000) continue;
    const char = String.fromCodePoint(point);
    if (pattern.test(char)) chars.push(char);
  }
  return chars;
}

const LETTERS = charsOf(/^(?!\p{DI})\p{L}/u);
const MARKS = charsOf(/^(?!\p{DI})\p{M}/u);

Deno.test("every letter of every script is a name, a file's name and a text", () => {
  for (const letter of LETTERS) {
    assert.equal(normalizeName(letter), letter.normalize("NFC"), letter);
    assert.equal(safeFileName(letter), letter.normalize("NFC"), letter);
    assert.equal(printable(letter), letter);
  }
});

Deno.test("every mark of every script may stand on a letter", () => {
  for (const mark of MARKS) {
    const text = `ക${mark}`.normalize("NFC");
    assert.equal(normalizeName(text), text, mark.codePointAt(0)?.toString(16));
    assert.equal(safeFileName(text), text);
    assert.equal(printable(text), text);
  }
});

/** Not one of the scripts that have thousands of letters: they would leave no others. */
const FEW = LETTERS.filter((letter) => !/\p{sc=Han}|\p{sc=Hang}|\p{sc=Tang}/u.test(letter));
const INVISIBLE = "\u200c\u200d\u200b\ufe0f\ufe00\u180b\u180e\u034f\u115f\u1160\u{e0100}";

const someText = fc.array(
  fc.oneof(
    fc.nat(FEW.length - 1).map((index) => FEW[index] ?? ""),
    fc.nat(MARKS.length - 1).map((index) => MARKS[index] ?? ""),
    fc.constantFrom(...INVISIBLE),
    fc.constantFrom(..."بدहक्ក្སᠠ葛한👩🏴❤\u3000 ._"),
  ),
  { maxLength: 12 },
).map((chars) => chars.join(""));

Deno.test("what is shown of any script stays as it is shown", () => {
  fc.assert(fc.property(someText, (text) => {
    assert.equal(printable(printable(text)), printable(text));
  }));
});

Deno.test("a name of any script stays as it is written, and harmless", () => {
  fc.assert(fc.property(someText, (text) => {
    const name = normalizeName(text);
    if (name === undefined) return;
    assert.equal(normalizeName(name), name);
    assert.ok(isHarmless(name));
    assert.equal(nameKey(nameKey(name)), nameKey(name));
  }));
});

Deno.test("a file's name of any script stays as it is saved, and harmless", () => {
  fc.assert(fc.property(someText, (text) => {
    const name = safeFileName(text);
    assert.equal(safeFileName(name), name);
    assert.ok(isFileName(name) && isHarmless(name), JSON.stringify(name));
  }));
});

Deno.test("no name can be told from another by invisible characters alone", () => {
  fc.assert(fc.property(someText, (text) => {
    const name = normalizeName(text);
    const bare = normalizeName(text.replace(/\p{DI}/gu, ""));
    if (name !== undefined && bare !== undefined) assert.equal(nameKey(name), nameKey(bare));
  }));
});
