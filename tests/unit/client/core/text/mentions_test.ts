import assert from "node:assert/strict";
import { MentionFinder, mentions } from "../../../../../client/core/text/mod.ts";

const NAMES = ["ana", "Ben", "Ben Ö.", "Mia", "Mia B", "ana-maria", "O'Brien", "O", "C++", "José"];

/** What is marked in `text`, and whose name it is. */
function found(text: string, names: readonly string[] = NAMES): string[] {
  return new MentionFinder(names).find(text)
    .map(({ name, from, to }) => `${text.slice(from, to)}=${name}`);
}

Deno.test("a name is mentioned as a word of its own, with and without an @", () => {
  assert.deepEqual(found("ana, are you there? @Ana!"), ["ana=ana", "@Ana=ana"]);
  assert.deepEqual(found('[ana] (ana) "ana" <ana> *ana* ~ana ana: ana… ana; ana/Ben'), [
    ...Array(10).fill("ana=ana"),
    "Ben=Ben",
  ]);
  assert.deepEqual(found("Anabel, banana, anas, ana2, ana_x and @anabel"), []);
  assert.deepEqual(found("@anabel and @ana"), ["@ana=ana"]);
});

Deno.test("the longest name that stands there is the one that is meant", () => {
  assert.deepEqual(found("@Ben Ö. and @Ben"), ["@Ben Ö.=Ben Ö.", "@Ben=Ben"]);
  assert.deepEqual(found("Mia B and Mia Bell and Mia"), ["Mia B=Mia B", "Mia=Mia", "Mia=Mia"]);
  assert.deepEqual(found("@ana-maria is here, ana"), ["@ana-maria=ana-maria", "ana=ana"]);
  assert.deepEqual(found("@ana-lena is somebody else"), []);
  assert.deepEqual(found("O'Brien and O"), ["O'Brien=O'Brien", "O=O"]);
});

Deno.test("a name with signs ends where it ends", () => {
  assert.deepEqual(found("@C++ is not @C++11"), ["@C++=C++"]);
  assert.deepEqual(found("ask @Ben Ö.!"), ["@Ben Ö.=Ben Ö."]);
  assert.deepEqual(found("@Ben Ö.x", ["Ben Ö."]), []);
  assert.deepEqual(found("ops and @ops", ["@ops", "ops"]), ["ops=ops", "@ops=@ops"]);
});

Deno.test("hyphen, full stop and @ hold a word together, and end it when nothing follows", () => {
  assert.deepEqual(found("maria-ana ana-x ana‑x ana.txt www.ana ana@example.org mail@ana.org"), []);
  assert.deepEqual(found("ana- ana. ana... ana--x -ana .ana ...ana"), Array(7).fill("ana=ana"));
  assert.deepEqual(found("https://example.org/ana/x?ana and file:///home/ana"), []);
});

Deno.test("an apostrophe adds to a name, unless a capital letter is beyond it", () => {
  assert.deepEqual(found("ana's, ana’s, Ana'nın, d'Ana, 'ana'"), [
    ...["ana=ana", "ana=ana", "Ana=ana", "Ana=ana", "ana=ana"],
  ]);
  assert.deepEqual(found("O'Neill and D'Ana"), []);
  assert.deepEqual(found("O’Brien"), ["O’Brien=O'Brien"]);
});

Deno.test("letter case, accents and blanks are compared as people read them", () => {
  assert.deepEqual(found("@JOSE\u0301 und @WEISS", ["José", "Weiß"]), [
    "@JOSE\u0301=José",
    "@WEISS=Weiß",
  ]);
  assert.deepEqual(found("jose", ["José"]), [], "another letter");
  assert.deepEqual(found("@ana\u0301", ["ana"]), [], "a mark makes another letter");
  assert.deepEqual(found("istanbul", ["İstanbul"]), ["istanbul=İstanbul"]);
  assert.deepEqual(found("Mia\u00a0 B, or\nMia\nB"), ["Mia\u00a0 B=Mia B", "Mia=Mia"]);
});

Deno.test("scripts without blanks between words", () => {
  assert.deepEqual(found("@小明你好", ["小明"]), ["@小明=小明"]);
  assert.deepEqual(found("小明你好", ["小明"]), [], "bare, it may be any word");
  assert.deepEqual(found("问ana吧,@ana你好", ["ana"]), ["ana=ana", "@ana=ana"]);
  assert.deepEqual(found("@민수가 왔다", ["민수"]), ["@민수=민수"]);
  assert.deepEqual(found("@می‌ناز", ["می"]), [], "a joiner goes on with the word");
  assert.deepEqual(found("𝐀𝐧𝐚 😀ana😀", ["ana"]), ["𝐀𝐧𝐚=ana", "ana=ana"]);
});

Deno.test("you are mentioned where no longer name is meant", () => {
  assert.ok(mentions("@anabel and @ana", "ana", ["anabel"]));
  assert.ok(!mentions("@ana-maria", "ana", ["ana-maria"]));
  assert.ok(!mentions("Big Ben strikes", "Ben", ["Big Ben", "ana"]));
  assert.ok(mentions("Big Ben and Ben", "Ben", ["Big Ben", "ana"]));
  assert.ok(!mentions("nobody", "Ben", []));
});
