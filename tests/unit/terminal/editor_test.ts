import assert from "node:assert/strict";
import fc from "fast-check";
import {
  editByKey,
  type EditorState,
  EMPTY_EDITOR,
  insert,
} from "../../../client/terminal/editor.ts";
import { graphemeStart } from "../../../client/terminal/graphemes.ts";

/** `|` is the cursor. */
function state(marked: string): EditorState {
  const cursor = marked.indexOf("|");
  return { ...EMPTY_EDITOR, text: marked.replace("|", ""), cursor };
}

function marked({ text, cursor }: EditorState): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

function press(start: EditorState, ...keys: string[]): EditorState {
  return keys.reduce((state, key) => editByKey(state, key) ?? insert(state, key), start);
}

const CASES: readonly (readonly [from: string, keys: string[], to: string])[] = [
  ["ab|", ["left", "X"], "aX|b"],
  ["one\ntwo|", ["ctrl+a"], "one\n|two"],
  ["one\n|two", ["ctrl+e"], "one\ntwo|"],
  ["a👨‍👩‍👧|", ["backspace"], "a|"],
  ["|👨‍👩‍👧b", ["right"], "👨‍👩‍👧|b"],
  ["|🇩🇪b", ["delete"], "|b"],
  ["e\u0301|", ["left"], "|e\u0301"],
  ["one two|", ["alt+b"], "one |two"],
  ["one two, |", ["alt+b", "alt+b"], "|one two, "],
  ["|one, two", ["alt+f", "alt+f"], "one, two|"],
  ["see http://a.b/c |x", ["ctrl+w"], "see |x"],
  ["see a-b|", ["alt+backspace"], "see a-|"],
  ["one| two", ["alt+d"], "one|"],
  ["one two|", ["ctrl+u"], "|"],
  ["a\none| two", ["ctrl+u"], "a\n| two"],
  ["on|e two", ["ctrl+k"], "on|"],
  ["one|\ntwo", ["ctrl+k"], "one|two"],
  ["one two|", ["ctrl+w", "ctrl+w", "ctrl+y"], "one two|"],
  ["ab|cd", ["ctrl+u", "ctrl+k", "ctrl+y"], "abcd|"],
  ["one two|", ["ctrl+w", "left", "ctrl+w", "ctrl+y"], "one| "],
  ["one two|", ["ctrl+w", "left", "ctrl+w", "ctrl+y", "alt+y"], "two| "],
  ["ab|", ["ctrl+t"], "ba|"],
  ["a|b", ["ctrl+t"], "ba|"],
  ["|ab", ["ctrl+t"], "|ab"],
  ["a|", ["alt+enter", "b", "ctrl+j"], "a\nb\n|"],
  ["日本 語|", ["ctrl+left", "ctrl+left"], "|日本 語"],
];

for (const [from, keys, to] of CASES) {
  Deno.test(`editByKey() makes ${JSON.stringify(to)} of ${JSON.stringify(from)} by ${keys}`, () => {
    assert.equal(marked(press(state(from), ...keys)), to);
  });
}

Deno.test("editByKey() knows no key that edits nothing", () => {
  for (const key of ["enter", "tab", "ctrl+c", "toString", "up"]) {
    assert.equal(editByKey(EMPTY_EDITOR, key), undefined, key);
  }
});

Deno.test("editByKey() keeps the cursor between graphemes whatever is pressed", () => {
  const keys = "left right home end alt+b alt+f alt+d alt+backspace backspace delete ctrl+w ctrl+u"
    .concat(" ctrl+k ctrl+y alt+y ctrl+t ctrl+j a 日 👨‍👩‍👧 🇩🇪 \u0301 -").split(" ");
  fc.assert(fc.property(fc.array(fc.constantFrom(...keys), { maxLength: 40 }), (pressed) => {
    let now = EMPTY_EDITOR;
    for (const key of pressed) {
      now = press(now, key);
      assert.equal(graphemeStart(now.text, now.cursor), now.cursor, JSON.stringify(now));
      assert.ok(now.cursor >= 0 && now.cursor <= now.text.length);
    }
  }));
});
