import assert from "node:assert/strict";
import fc from "fast-check";
import { MAX_TEXT_BYTES } from "../../../protocol/limits.ts";
import {
  cutToBytes,
  isHarmless,
  isStoredText,
  isText,
  jsonText,
  printable,
  utf8Length,
} from "../../../protocol/text.ts";

const HOSTILE: readonly (readonly [what: string, text: string, shown: string])[] = [
  ["a colour", "\u001b[31mred", "⟦U+001B⟧[31mred"],
  ["a title", "\u001b]0;x\u0007", "⟦U+001B⟧]0;x⟦U+0007⟧"],
  ["a clipboard write", "\u001b]52;c;aGk=\u001b\\", "⟦U+001B⟧]52;c;aGk=⟦U+001B⟧\\"],
  ["an 8-bit CSI", "\u009b2J", "⟦U+009B⟧2J"],
  ["a carriage return", "safe\rEVIL", "safe⟦U+000D⟧EVIL"],
  ["a line break", "a\nb", "a⟦U+000A⟧b"],
  ["a delete", "a\u007f", "a⟦U+007F⟧"],
  ["a bidirectional override", "a\u202eb", "a⟦U+202E⟧b"],
  ["an isolate", "\u2067a", "⟦U+2067⟧a"],
  ["a zero-width space", "a\u200bb", "a⟦U+200B⟧b"],
  ["a byte order mark", "\ufeffa", "⟦U+FEFF⟧a"],
  ["a noncharacter", "\uffff\ufdd0\u{1fffe}", "⟦U+FFFF⟧⟦U+FDD0⟧⟦U+1FFFE⟧"],
  ["hidden tags", "a\u{e0068}\u{e0069}", "a⟦U+E0068⟧⟦U+E0069⟧"],
  ["a lone surrogate", "a\ud800b", "a⟦U+D800⟧b"],
  ["a joiner that joins nothing", "\u200da\u200d", "⟦U+200D⟧a⟦U+200D⟧"],
  ["joiners in a row", "a\u200d\u200db", "a⟦U+200D⟧⟦U+200D⟧b"],
  [
    "a joiner before a flag of tags",
    "a\u200d🏴\u{e0067}\u{e007f}",
    "a⟦U+200D⟧🏴\u{e0067}\u{e007f}",
  ],
];

for (const [what, text, shown] of HOSTILE) {
  Deno.test(`printable() shows ${what} without its effect`, () => {
    assert.equal(printable(text), shown);
    assert.ok(!isHarmless(text));
  });
}

Deno.test("printable() leaves text of all scripts and emoji as it is", () => {
  const texts = [
    ...["plain", "", "שלום עליכם", "مرحبا", "日本語", "हिन्दी क्‍ष", "می‌خواهم", "e\u0301", "⟦U+202E⟧"],
    ...["👩‍👩‍👧", "🏃🏽‍♂️", "❤️‍🔥", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇩🇪", "1️⃣", "👍🏿"],
  ];
  for (const text of texts) {
    assert.equal(printable(text), text);
    assert.ok(isHarmless(text), text);
  }
});

Deno.test("printable() shows no more than four marks on one character", () => {
  const tower = (marks: number) => "e" + "\u0301\u0489".repeat(marks / 2);
  assert.equal(printable(`a${tower(4)}b${tower(60)}c`), `a${tower(4)}b${tower(4)}c`);
  assert.equal(printable("\u0301".repeat(9)), "\u0301".repeat(4));
  // What would keep the marks apart becomes visible itself.
  assert.equal(printable(`x${"\u0301\u200d".repeat(3)}`), `x${"\u0301⟦U+200D⟧".repeat(3)}`);
  assert.ok(!isHarmless(tower(6)));
  for (const text of ["ཧཱུྃ", "မြွှော့", "שִּׁ֣", "Việt ự", "ก้ำ", "नि", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]) {
    assert.equal(printable(text), text);
  }
});

Deno.test("printable() shows a long run of one harmful character once, with its length", () => {
  assert.equal(printable(`a${"\x07".repeat(10_000)}b`), "a⟦U+0007×10000⟧b");
  assert.equal(printable("\x07".repeat(3)), "⟦U+0007⟧".repeat(3));
  assert.equal(printable("\u{e0041}".repeat(4)), "⟦U+E0041×4⟧");
  assert.equal(printable("🏴󠁧󠁢󠁥󠁮󠁧󠁿".repeat(5)), "🏴󠁧󠁢󠁥󠁮󠁧󠁿".repeat(5));
});

Deno.test("jsonText() escapes what acts on a terminal, and parses to what it was given", () => {
  fc.assert(fc.property(anyText, (text) => {
    const json = jsonText({ text });
    assert.deepEqual(JSON.parse(json), { text });
    assert.doesNotMatch(json, /\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}|\p{NChar}|\p{Bidi_C}/u);
  }));
  assert.equal(
    jsonText({ a: "\u009b2J\u202e\u{e0041}é" }),
    '{"a":"\\u009b2J\\u202e\\udb40\\udc41é"}',
  );
});

const piece = fc.constantFrom(
  ...["a", "\u200d", "\u200c", "🏴", "\u{e0067}", "\u{e007f}", "\uffff", "\u001b", "👩", "\ufe0f"],
  ...["⟦", "U+FFFF⟧", "\u202e", "\ud83d", "\u0301\u0301"],
);
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(piece, { maxLength: 20 }).map((parts) => parts.join("")),
);

Deno.test("printable() changes nothing the second time", () => {
  fc.assert(fc.property(anyText, (text) => {
    assert.equal(printable(printable(text)), printable(text));
  }));
});

Deno.test("printable() gives nothing that acts on a terminal or hides", () => {
  const flags = /🏴[\u{e0020}-\u{e007e}]+\u{e007f}/gu;
  fc.assert(fc.property(anyText, (text) => {
    const shown = printable(text).replace(flags, "").replace(/[\u200c\u200d]/g, "");
    assert.doesNotMatch(shown, /\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}|\p{NChar}|\p{Bidi_C}/u);
  }));
});

Deno.test("utf8Length() counts as TextEncoder does", () => {
  const encoder = new TextEncoder();
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    assert.equal(utf8Length(text), encoder.encode(text).length);
  }));
});

Deno.test("cutToBytes() keeps as many whole characters as fit", () => {
  assert.equal(cutToBytes("a😀b", 4), "a");
  assert.equal(cutToBytes("a😀b", 5), "a😀");
  assert.equal(cutToBytes("ab", 100), "ab");
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.nat(50), (text, maxBytes) => {
    const cut = cutToBytes(text, maxBytes);
    assert.ok(text.startsWith(cut) && cut.isWellFormed() && utf8Length(cut) <= maxBytes);
  }));
});

Deno.test("isText() takes 1 to 16,384 bytes of well-formed text", () => {
  for (const text of ["a", "\na", "\u001b[a", "x".repeat(MAX_TEXT_BYTES), "é".repeat(8_192)]) {
    assert.ok(isText(text));
  }
  for (const text of ["", "x".repeat(MAX_TEXT_BYTES + 1), "é".repeat(8_193), "a\udc00"]) {
    assert.ok(!isText(text) && !isStoredText(text));
  }
});

Deno.test("isText() takes no text in which there is nothing to see", () => {
  const blank = [
    "\n",
    " \t\r\n",
    "\u00a0\u3000",
    "\u2028",
    "\u200b",
    "\u200d\u2060",
    "\ufeff",
    "\u00ad",
  ];
  const hidden = [
    "\u3164",
    "\u115f\u1160",
    "\u2800",
    "\u{e0041}",
    "\ufe0f",
    "\u202e",
    "\u001b\u0007",
    "\u180e",
  ];
  for (const text of [...blank, ...hidden, [...blank, ...hidden].join("")]) {
    assert.ok(!isText(text), JSON.stringify(text));
    assert.ok(isStoredText(text), "an earlier server may have it");
  }
  for (const text of [".", "👍", "❤️", "🏴\u{e0067}\u{e007f}", "\u0301", "ㅤa", "\ue000", "\u0600"]) {
    assert.ok(isText(text), text);
  }
});
