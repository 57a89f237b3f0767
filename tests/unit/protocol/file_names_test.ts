import assert from "node:assert/strict";
import fc from "fast-check";
import {
  isFileName,
  MAX_FILE_NAME_BYTES,
  safeFileName,
  splitEnding,
} from "../../../protocol/names.ts";
import { isHarmless, utf8Length } from "../../../protocol/text.ts";

const SAFE: readonly (readonly [given: string, saved: string])[] = [
  ["photo.png", "photo.png"],
  ["año 日本 שלום.txt", "año 日本 שלום.txt"],
  ["👩‍👩‍👧.png", "👩‍👩‍👧.png"],
  ["❤️.png", "❤️.png"],
  ["議事録\u3000第一回.txt", "議事録\u3000第一回.txt"],
  ["two  blanks.txt", "two  blanks.txt"],
  ["a\u00a0b\u202fc.txt", "a\u00a0b\u202fc.txt"],
  ["نامه\u200cها.pdf", "نامه\u200cها.pdf"],
  ["ස්\u200dරී.pdf", "ස්\u200dරී.pdf"],
  ["Auf\u200clage.pdf", "Auf_lage.pdf"],
  [
    "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}.png",
    "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}.png",
  ],
  ["\u3000.bashrc", "_bashrc"],
  ["name.\u3000", "name"],
  ["e" + "\u0301".repeat(9), "é" + "\u0301".repeat(4)],
  ["a\uf03ab", "a_b"],
  ["../x", "x"],
  ["a/../../etc/passwd", "passwd"],
  ["..\\..\\x", "x"],
  ["C:\\x", "x"],
  ["\\\\srv\\share", "share"],
  ["/", "file"],
  ["", "file"],
  [".", "_"],
  ["..", "__"],
  [" ", "file"],
  [" . . ", "___"],
  [".bashrc", "_bashrc"],
  ["..hidden", "__hidden"],
  ["name.", "name"],
  ["name . ", "name"],
  ["file:stream", "file_stream"],
  ['a<b>c"d|e?f*g', "a_b_c_d_e_f_g"],
  ["CON", "_CON"],
  ["con.txt", "_con.txt"],
  ["con .txt", "_con .txt"],
  ["COM¹.tar.gz", "_COM¹.tar.gz"],
  ["lpt0", "_lpt0"],
  ["clock$", "_clock$"],
  ["CONIN$.x", "_CONIN$.x"],
  ["console.log", "console.log"],
  ["\u001b[1A\rharmless", "_[1A_harmless"],
  ["exe.\u202egpj.", "exe._gpj"],
  ["a\nb\tc", "a_b_c"],
  ["a\u200b\u3164\u034fb", "a___b"],
  ["a\u200d.png", "a_.png"],
  ["a\ud800b", "a\ufffdb"],
  ["Jose\u0301.txt", "José.txt"],
];

for (const [given, saved] of SAFE) {
  Deno.test(`safeFileName() saves ${JSON.stringify(given)} as ${saved}`, () => {
    assert.equal(safeFileName(given), saved);
  });
}

Deno.test("safeFileName() cuts a long name at a character and keeps its ending", () => {
  const safe = safeFileName("😀".repeat(100) + ".tar.gz");
  assert.match(safe, /^(😀)+\.gz$|^(😀)+\.tar\.gz$/u);
  assert.ok(utf8Length(safe) <= MAX_FILE_NAME_BYTES - 32);
  assert.ok(utf8Length(safe) > MAX_FILE_NAME_BYTES - 40);
});

Deno.test("safeFileName() cuts between characters as people see them", () => {
  assert.match(safeFileName("👩\u200d👩\u200d👧".repeat(20)), /^(👩\u200d👩\u200d👧)+$/u);
  assert.match(safeFileName("कि".repeat(60)), /^(कि)+$/u);
});

Deno.test("safeFileName() leaves no dot at the end of a name that it cut", () => {
  assert.doesNotMatch(safeFileName("a".repeat(222) + "." + "b".repeat(200)), /[. ]$/);
});

const nasty = fc.constantFrom(
  ...["a", ".", "..", " ", "/", "\\", ":", "con", "NUL", "\u0000", "\u001b", "\u202e", "\u200d"],
  ...["\u3164", "\u0301", "👩", "❤️", "\ufeff", "\ud83d", "x".repeat(120), ".tar", "_", "é"],
);
const anyName = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.array(nasty, { maxLength: 12 }).map((parts) => parts.join("")),
);

Deno.test("safeFileName() changes nothing the second time", () => {
  fc.assert(fc.property(anyName, (name) => {
    assert.equal(safeFileName(safeFileName(name)), safeFileName(name));
  }));
});

Deno.test("safeFileName() gives a name that the protocol carries and that is what it looks like", () => {
  fc.assert(fc.property(anyName, (name) => {
    const safe = safeFileName(name);
    assert.ok(isFileName(safe) && isHarmless(safe), JSON.stringify(safe));
    assert.doesNotMatch(safe, /^[. ]|[. ]$|[<>:"|?*]/);
    assert.ok(utf8Length(safe) <= MAX_FILE_NAME_BYTES - 32);
  }));
});

Deno.test("isFileName() takes one well-formed segment of 1 to 255 bytes", () => {
  for (const name of ["a", ".bashrc", "a b", "é".repeat(127), "x".repeat(255), "con"]) {
    assert.ok(isFileName(name), name);
  }
  const refused = ["", ".", "..", "a/b", "a\\b", "a\nb", "\u001b", "\u009b", "\u007f", "\ud800"];
  for (const name of [...refused, "x".repeat(256), "é".repeat(128)]) {
    assert.ok(!isFileName(name), JSON.stringify(name));
  }
});

Deno.test("splitEnding() cuts before the last dot of a short ending", () => {
  assert.deepEqual(splitEnding("photo.tar.gz"), { stem: "photo.tar", ending: ".gz" });
  assert.deepEqual(splitEnding("README"), { stem: "README", ending: "" });
  assert.deepEqual(splitEnding(".bashrc"), { stem: ".bashrc", ending: "" });
  const long = "a." + "b".repeat(40);
  assert.deepEqual(splitEnding(long), { stem: long, ending: "" });
});
