import assert from "node:assert/strict";
import {
  commandCandidates,
  complete,
  completionRequest,
  nameCandidates,
  pathCandidates,
  splitPath,
} from "../../../client/terminal/completion.ts";
import { EMPTY_EDITOR } from "../../../client/terminal/editor.ts";

const COMMANDS = ["files", "file", "send", "quit", "names", "nick"];
const NAMES = ["Benno", "ben", "ana", "Öli"];
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
  const request = completionRequest(state.text, cursor, (command) => command === "send");
  const candidates = request.kind === "command"
    ? commandCandidates(request.prefix, COMMANDS)
    : request.kind === "name"
    ? nameCandidates(request, NAMES)
    : pathCandidates(request, ENTRIES);
  const { state: after, listed } = complete(state, request, candidates);
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

Deno.test("pathCandidates() hides what is hidden until a dot is typed", () => {
  const request = completionRequest("/send ", 6, () => true);
  assert.equal(pathCandidates(request, ENTRIES).length, 3);
});

Deno.test("splitPath() keeps the folder as it was typed", () => {
  assert.deepEqual(splitPath("~/a/b"), { folder: "~/a/", rest: "b" });
  assert.deepEqual(splitPath("b"), { folder: "", rest: "b" });
});
