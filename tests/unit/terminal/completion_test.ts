import assert from "node:assert/strict";
import { completionsAt } from "../../../client/core/mod.ts";
import { complete, pathCompletions, splitPath } from "../../../client/terminal/completion.ts";
import { EMPTY_EDITOR } from "../../../client/terminal/editor.ts";

const COMMANDS = [
  { words: ["files"], takes: "other" },
  { words: ["send", "file"], takes: "path" },
  { words: ["quit"], takes: "nothing" },
  { words: ["names"], takes: "nothing" },
  { words: ["nick"], takes: "other" },
  { words: ["msg"], takes: "name text" },
  { words: ["kick"], takes: "name" },
  { words: ["me"], takes: "text" },
] as const;
const NAMES = ["Benno", "ben", "ana", "Öli", "Mia", "Mia B", "Cem Ö."];
const ENTRIES = [
  { name: "photo one.png", isFolder: false },
  { name: "photos", isFolder: true },
  { name: ".hidden", isFolder: false },
  { name: 'it\'s "q".txt', isFolder: false },
];

/** Tab after `text`; `|` is the cursor, at the end if there is none. */
function tab(text: string): { text: string; listed: readonly string[] } {
  const cursor = text.includes("|") ? text.indexOf("|") : text.length;
  const state = { ...EMPTY_EDITOR, text: text.replace("|", ""), cursor };
  const found = completionsAt(state.text, cursor, { names: NAMES, commands: COMMANDS });
  const completions = found.kind === "path" ? pathCompletions(found, ENTRIES) : found;
  const { state: after, listed } = complete(state, completions);
  return { text: `${after.text.slice(0, after.cursor)}|${after.text.slice(after.cursor)}`, listed };
}

const CASES: readonly (readonly [from: string, to: string, listed?: string[]])[] = [
  ["/se", "/send |"],
  ["!SE", "!send |"],
  ["/n", "/n|", ["/names", "/nick"]],
  ["/fi", "/file|"],
  ["/file", "/file|", ["/file", "/files"]],
  ["an", "ana: |"],
  ["hello an", "hello ana |"],
  ["an| there", "ana: |there"],
  ["be", "ben|"],
  ["ben", "ben|", ["ben", "Benno"]],
  ["ö", "Öli: |"],
  ["zzz", "zzz|"],
  ["@an", "@ana |"],
  ["hi @an", "hi @ana |"],
  ['"an', '"ana|'],
  ["[an", "[ana|"],
  ["(an", "(ana|"],
  ["~an", "~ana |"],
  ["cem", "Cem Ö.: |"],
  ["hi cem Ö", "hi Cem Ö. |"],
  ["hi @Cem", "hi @Cem Ö. |"],
  ["hi Mi", "hi Mia|"],
  ["hi Mia B", "hi Mia B |"],
  ["banan", "banan|"],
  // After a command names are put in as the command reads them.
  ["/msg an", "/msg ana |"],
  ["/MSG AN", "/MSG ana |"],
  ["/msg cem", '/msg "Cem Ö." |'],
  ["/msg Cem Ö", '/msg "Cem Ö." |'],
  ['/msg "cem', '/msg "Cem Ö." |'],
  ["/msg @cem", '/msg "Cem Ö." |'],
  ["/msg Mi", "/msg Mia|"],
  ["/msg Mia", "/msg Mia|", ["Mia", "Mia B"]],
  ["/msg Mia B", '/msg "Mia B" |'],
  ['/msg "Mi', '/msg "Mia|'],
  ['/msg "Mia B" hello an', '/msg "Mia B" hello ana |'],
  ["/msg ana hello cem", "/msg ana hello Cem Ö. |"],
  ["/kick cem", '/kick "Cem Ö." |'],
  ["/kick ana an", "/kick ana an|"],
  ["/me an", "/me ana |"],
  ["//an", "//ana |"],
  ["/quit an", "/quit ana |"],
  ["/send pho", '/send "photo|'],
  ["/send photos", "/send photos/|"],
  ['/send "photo', '/send "photo|', ['"photo one.png', '"photos/']],
  ["/send photo\\ ", '/send "photo one.png" |'],
  ['/send "photo o', '/send "photo one.png" |'],
  ["/send dir/photos", "/send dir/photos/|"],
  ["/send .h", "/send .hidden |"],
  ["/send i", '/send "it\'s \\"q\\".txt" |'],
  ["/send a.png photos", "/send a.png photos/|"],
];

for (const [from, to, listed = []] of CASES) {
  Deno.test(`complete() makes ${JSON.stringify(to)} of ${JSON.stringify(from)}`, () => {
    const after = tab(from);
    assert.equal(after.text, to);
    assert.deepEqual(after.listed, listed);
  });
}

Deno.test("pathCompletions() hides what is hidden until a dot is typed", () => {
  const request = { kind: "path", from: 6, prefix: "", quote: "" } as const;
  assert.equal(pathCompletions(request, ENTRIES).candidates.length, 3);
});

Deno.test("splitPath() keeps the folder as it was typed", () => {
  assert.deepEqual(splitPath("~/a/b"), { folder: "~/a/", rest: "b" });
  assert.deepEqual(splitPath("b"), { folder: "", rest: "b" });
});
