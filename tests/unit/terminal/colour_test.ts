import assert from "node:assert/strict";
import { paletteOf, wantsColour } from "../../../client/terminal/colour.ts";

const CASES = [
  [{}, true, true],
  [{}, false, false],
  [{ noColor: "1" }, true, false],
  [{ noColor: "" }, true, true],
  [{ term: "dumb" }, true, false],
  [{ forceColor: "1", noColor: "1" }, false, true],
  [{ forceColor: "0" }, true, false],
] as const;

for (const [settings, isTerminal, wanted] of CASES) {
  const where = isTerminal ? "on a terminal" : "elsewhere";
  Deno.test(`wantsColour() is ${wanted} for ${JSON.stringify(settings)} ${where}`, () => {
    assert.equal(wantsColour(settings, isTerminal), wanted);
  });
}

Deno.test("paletteOf() without colour changes nothing", () => {
  const palette = paletteOf(false);
  for (const dress of Object.values(palette).filter((value) => value !== palette.name)) {
    assert.equal((dress as (text: string) => string)("x"), "x");
  }
  assert.equal(palette.name("ana")("x"), "x");
});

Deno.test("paletteOf() gives a name the same colour in every spelling that is the same name", () => {
  const palette = paletteOf(true);
  assert.equal(palette.name("Ana")("x"), palette.name("ana")("x"));
  const colours = new Set(Array.from({ length: 40 }, (_, at) => palette.name(`user${at}`)("x")));
  assert.equal(colours.size, 6);
  for (const colour of colours) assert.match(colour.slice(1), /^\[(32|35|36|94|95|91)m/);
});
