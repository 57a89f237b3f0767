import assert from "node:assert/strict";
import {
  cellsOf,
  fitCells,
  graphemeAfter,
  graphemeBefore,
  graphemesOf,
  graphemeStart,
} from "../../../client/terminal/graphemes.ts";

const FAMILY = "👨‍👩‍👧";
const FLAG = "🇩🇪";

const WIDTHS: readonly (readonly [string, number])[] = [
  ["", 0],
  ["plain ASCII", 11],
  ["日本語", 6],
  [FAMILY, 2],
  [FLAG, 2],
  ["❤️", 2],
  ["e\u0301", 1],
  ["नि", 1],
  ["각", 2],
];

for (const [text, cells] of WIDTHS) {
  Deno.test(`cellsOf() counts ${cells} for ${JSON.stringify(text)}`, () => {
    assert.equal(cellsOf(text), cells);
  });
}

Deno.test("graphemesOf() keeps families, flags and accents whole", () => {
  assert.deepEqual(graphemesOf(`a${FAMILY}e\u0301${FLAG}`), ["a", FAMILY, "e\u0301", FLAG]);
});

Deno.test("graphemeBefore() and graphemeAfter() step over one grapheme, also at a line break", () => {
  const text = `x\n${FAMILY}y`;
  assert.equal(graphemeBefore(text, text.length), text.length - 1);
  assert.equal(graphemeBefore(text, text.length - 1), 2);
  assert.equal(graphemeBefore(text, 2), 1);
  assert.equal(graphemeBefore(text, 0), 0);
  assert.equal(graphemeAfter(text, 1), 2);
  assert.equal(graphemeAfter(text, 2), 2 + FAMILY.length);
  assert.equal(graphemeAfter(text, text.length), text.length);
});

Deno.test("graphemeStart() leaves a boundary alone and leaves the inside of a grapheme", () => {
  assert.equal(graphemeStart(`ab${FAMILY}`, 2), 2);
  assert.equal(graphemeStart(`ab${FAMILY}`, 4), 2);
  assert.equal(graphemeStart("-\u0301", 1), 0);
});

Deno.test("fitCells() cuts between graphemes and marks the cut", () => {
  assert.equal(fitCells("short", 5), "short");
  assert.equal(fitCells("longer", 5), "long…");
  assert.equal(fitCells("日本語", 4), "日…");
  assert.equal(fitCells(`${FAMILY}${FAMILY}`, 3), `${FAMILY}…`);
});
