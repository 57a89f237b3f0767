import assert from "node:assert/strict";
import fc from "fast-check";
import { nameKey, normalizeName } from "../../../protocol/names.ts";
import { skeleton } from "../../../protocol/skeleton.ts";

const TWINS: readonly (readonly [name: string, twin: string, how: string])[] = [
  ["alice", "аlice", "Cyrillic a"],
  ["evan", "еvan", "Cyrillic e"],
  ["Bob", "Вob", "Cyrillic capital V"],
  ["bob", "bοb", "Greek omicron"],
  ["alice", "al1ce".replace("1", "і"), "Ukrainian i"],
  ["paul", "pau1", "the digit one"],
  ["bob", "b0b", "the digit zero"],
  ["zoë", "zоë", "Cyrillic o beside an accent"],
  ["José", "Јosé", "Serbian j"],
  ["ana", "ɑnɑ", "Latin alpha"],
];
for (const [name, twin, how] of TWINS) {
  Deno.test(`nameKey() takes a name for its twin with ${how}`, () => {
    assert.notEqual(name, twin);
    assert.equal(nameKey(twin), nameKey(name));
  });
}

Deno.test("nameKey() tells names apart that differ for the eye", () => {
  const names = [
    "ana",
    "anna",
    "aná",
    "ben",
    "Мария",
    "Марія",
    "Νίκος",
    "Ян",
    "ali",
    "all",
    "李雷",
    "李磊",
  ];
  assert.equal(new Set(names.map(nameKey)).size, names.length);
});

Deno.test("skeleton() changes nothing the second time", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const once = skeleton(text.toWellFormed());
    assert.equal(skeleton(once), once);
  }));
});

Deno.test("normalizeName() keeps the names that the program would speak under from everybody", () => {
  for (const name of ["server", "System", "ѕеrvеr", "OPERATOR", "everybody"]) {
    assert.equal(normalizeName(name), undefined, name);
  }
  assert.equal(normalizeName("server2"), "server2");
});
