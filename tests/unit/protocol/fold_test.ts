import assert from "node:assert/strict";
import fc from "fast-check";
import { fold } from "../../../protocol/fold.ts";

const SAME: readonly (readonly [one: string, other: string])[] = [
  ["STRASSE", "Straße"],
  ["ẞ", "ß"],
  ["İstanbul", "istanbul"],
  ["ISPARTA", "ısparta"],
  ["cafe\u0301", "CAFÉ"],
  ["ΟΔΌΣ", "οδός"],
  ["ｗｏｒｌｄ", "World"],
  ["ｶﾞ", "ガ"],
  ["می\u200cنا", "مینا"],
  ["ﬁle", "FILE"],
  ["Ⅷ", "viii"],
  ["ᾳ", "ΑΙ"],
  ["K", "k"],
];

for (const [one, other] of SAME) {
  Deno.test(`fold() makes ${one} and ${other} equal`, () => assert.equal(fold(one), fold(other)));
}

Deno.test("fold() keeps apart what reads differently", () => {
  const texts = [
    "cafe",
    "café",
    "resume",
    "résumé",
    "は",
    "ば",
    "ハ",
    "и",
    "й",
    "n",
    "ñ",
    "o",
    "ö",
  ];
  assert.equal(new Set(texts.map(fold)).size, texts.length);
});

Deno.test("fold() changes nothing the second time", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    assert.equal(fold(fold(text)), fold(text));
  }));
});

Deno.test("fold() does not mind the case and the composition of any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.equal(fold(text.toUpperCase()), fold(text));
      assert.equal(fold(text.toLowerCase()), fold(text));
      assert.equal(fold(text.normalize("NFD")), fold(text));
      assert.equal(fold(text.normalize("NFKC")), fold(text));
    }),
    { numRuns: 2_000 },
  );
});
