import assert from "node:assert/strict";
import fc from "fast-check";
import { nameKey, normalizeName } from "../../../protocol/names.ts";

const NORMAL: readonly (readonly [typed: string, written: string])[] = [
  ["ana", "ana"],
  ["  ana  ", "ana"],
  ["ana   maria", "ana maria"],
  ["ana\u00a0\u2003maria", "ana maria"],
  ["Jose\u0301", "José"],
  ["שלום", "שלום"],
  ["日本語", "日本語"],
  ["Nguyễn Thị Ệ", "Nguyễn Thị Ệ"],
  ["🦊", "🦊"],
  ["a/b!*", "a/b!*"],
  ["x".repeat(32), "x".repeat(32)],
  ["é".repeat(32), "é".repeat(32)],
  ["😀".repeat(24), "😀".repeat(24)],
  ["界".repeat(32), "界".repeat(32)],
  ["\u200bសុខា\u200b ", "សុខា"],
  ["می\u200c", "می"],
];

for (const [typed, written] of NORMAL) {
  Deno.test(`normalizeName() writes ${JSON.stringify(typed)} as ${JSON.stringify(written)}`, () => {
    assert.equal(normalizeName(typed), written);
  });
}

const REFUSED: readonly (readonly [why: string, name: string])[] = [
  ["nothing", ""],
  ["only spaces", " \t\u2003 "],
  ["33 characters", "x".repeat(33)],
  ["97 bytes", "x" + "😀".repeat(24)],
  ["10 KiB", "x".repeat(10_240)],
  ["a line break", "ana\nben"],
  ["a tab", "ana\tben"],
  ["a line separator", "ana\u2028ben"],
  ["an escape sequence", "\u001b[31mana"],
  ["a C1 control", "ana\u009b31m"],
  ["a null", "ana\u0000"],
  ["a bidirectional override", "ana\u202egpj"],
  ["a bidirectional isolate", "ana\u2066b\u2069"],
  ["a right-to-left mark", "ana\u200f"],
  ["an Arabic letter mark", "\u061cana"],
  ["a zero-width space", "an\u200ba"],
  ["a zero-width joiner", "an\u200da"],
  ["a byte order mark inside", "an\ufeffa"],
  ["a soft hyphen", "an\u00ada"],
  ["a Hangul filler", "an\u3164a"],
  ["a combining grapheme joiner", "an\u034fa"],
  ["a tag character", "ana\u{e0061}"],
  ["a private-use character", "ana\ue000"],
  ["an unassigned character", "ana\u0378"],
  ["a lone surrogate", "ana\ud800"],
  ["brackets", "[ana]"],
  ["angle brackets", "<ana>"],
  ["a quotation mark", 'an"a'],
  ["a slash first", "/ana"],
  ["an exclamation mark first", " !ana"],
  ["an asterisk first", "*ana"],
  ["fifty combining marks", "a" + "\u0301".repeat(50)],
  ["a mark without a letter", "\u0301ana"],
  ["the same mark twice", "e\u0301\u0301"],
  ["the same mark twice in Thai", "ก็็"],
  ["marks of a script without end", "ก็้็้็้"],
  ["a non-joiner between letters that never join", "an\u200ca"],
  ["two non-joiners", "می\u200c\u200cنا"],
  ["a joiner after a virama, and another one", "ක්\u200d\u200dෂ"],
  ["a variation selector that varies nothing", "ana\ufe0f"],
  ["hidden variation selectors", "😀\ufe0f\ufe0e\ufe0f"],
  ["a selector for ideographs", "ana\u{e0100}"],
  ["a space of no width between Latin letters", "an\u200ba"],
  ["a blank pattern of Braille", "\u2800"],
  ["half a picture", "👩\u200d"],
  ["three marks, one of them composed away", "á\u0302\u0303"],
];

for (const [why, name] of REFUSED) {
  Deno.test(`normalizeName() refuses ${why}`, () => assert.equal(normalizeName(name), undefined));
}

const TWINS: readonly (readonly [string, string])[] = [
  ["ana", "ANA"],
  ["ana", "ａｎａ"],
  ["ana", "Ａna"],
  ["Ana Maria", "ana\u3000maria"],
  ["José", "JOSE\u0301"],
  ["file", "ﬁle"],
  ["x2", "x²"],
  ["Ⅳ", "iv"],
  ["Strauß", "STRAUSS"],
  ["İbrahim", "ibrahim"],
  ["i\u0307brahim", "ibrahim"],
  ["ΝΊΚΟΣ", "Νίκος"],
  ["می\u200cنا", "مینا"],
  ["محمد\u200cرضا", "محمدرضا"],
  ["ශ්\u200dරී", "ශ්රී"],
  ["សុខ\u200bសាន្ត", "សុខសាន្ត"],
  ["❤️", "❤"],
  ["葛\u{e0100}", "葛"],
];

for (const [one, other] of TWINS) {
  Deno.test(`nameKey() sees the same person in ${one} and ${other}`, () => {
    assert.equal(nameKey(one), nameKey(other));
  });
}

Deno.test("nameKey() tells different people apart", () => {
  const names = ["ana", "anna", "ána", "an a", "ana2", "אנא"];
  assert.equal(new Set(names.map(nameKey)).size, names.length);
});

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ unit: fc.constantFrom("a", "Å", "\u030a", " ", "\u3000", "ﬁ", "ẞ", "İ", "Σ", "ﷺ") }),
);

Deno.test("normalizeName() changes nothing the second time", () => {
  fc.assert(fc.property(anyText, (name) => {
    const normal = normalizeName(name);
    if (normal !== undefined) assert.equal(normalizeName(normal), normal);
  }));
});

Deno.test("nameKey() changes nothing the second time", () => {
  fc.assert(fc.property(anyText, (name) => assert.equal(nameKey(nameKey(name)), nameKey(name))));
});
