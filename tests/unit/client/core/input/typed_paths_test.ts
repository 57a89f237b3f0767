/** Paths as people type and drop them. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { pathToFileURL } from "node:url";
import { rejection, type Typed, typingRoom } from "../../../../support/typing_room.ts";
import { splitWords } from "../../../../../client/core/input/split_words.ts";
import { TempDir } from "../../../../support/temp_dir.ts";

/** A folder with a few files, and what is typed to a client whose home it is. */
async function room() {
  const folder = await TempDir.make();
  for (
    const name of ["a.log", "b.log", "a b.txt", "x[1].log", ".hidden.log", "it's.txt", "notes"]
  ) {
    await Deno.writeTextFile(folder.join(name), "");
  }
  await Deno.mkdir(folder.join("sub"));
  return { folder, ...typingRoom({ home: folder.path }) };
}

/** The paths that were sent, without the folder. */
function sent({ calls }: Typed, folder: TempDir): string[] {
  return calls.map(([name, path]) => {
    assert.equal(name, "sendFile");
    return String(path).replace(`${folder.path}/`, "");
  });
}

const ignore = Deno.build.os === "windows";

Deno.test({
  name: "/send takes patterns, quotes, escapes, ~ and file: addresses",
  ignore,
  fn: async () => {
    const { folder, enter } = await room();
    await using _folder = folder;
    const at = folder.path;
    const send = async (argument: string) => sent(await enter(`/send ${argument}`), folder);
    assert.deepEqual(await send(`${at}/*.log`), ["a.log", "b.log", "x[1].log"]);
    assert.deepEqual(await send("~/*.log ~/notes"), ["a.log", "b.log", "x[1].log", "notes"]);
    assert.deepEqual(await send(`${at}/{a,b}.log`), ["a.log", "b.log"]);
    assert.deepEqual(await send(`"${at}/a b.txt"`), ["a b.txt"]);
    assert.deepEqual(await send(`'${at}/a b.txt' `), ["a b.txt"]);
    assert.deepEqual(await send(`'${at}/it'\\''s.txt'`), ["it's.txt"]);
    assert.deepEqual(await send(`${at}/a\\ b.txt`), ["a b.txt"]);
    assert.deepEqual(await send(`${at}/a b.txt`), ["a b.txt"]);
    assert.deepEqual(await send(`${at}/x\\[1\\].log`), ["x[1].log"]);
    assert.deepEqual(await send(`${at}/x[1].log`), ["x[1].log"], "a name is no pattern");
    assert.deepEqual(await send(pathToFileURL(`${at}/a b.txt`).href), ["a b.txt"]);
    assert.deepEqual(await send(`"${at}/*.log"`), ["*.log"], "in quotes it is a name");
  },
});

Deno.test({
  name: "/send explains what is no file, and sends nothing then",
  ignore,
  fn: async () => {
    const { folder, enter } = await room();
    await using _folder = folder;
    const why = async (argument: string) => {
      const typed = await enter(`/send ${argument}`);
      assert.deepEqual(typed.calls.map(([name]) => name), ["reject"]);
      return rejection(typed);
    };
    assert.match(await why("~/*.png"), /No file fits .*\*\.png/);
    assert.match(await why("~/a.log ~/*.png"), /No file fits/);
    assert.match(await why("https://example.org/a.log"), /Only files of this machine/);
    assert.match(await why("file://other-host/a.log"), /no address of a file on this machine/);
  },
});

Deno.test({
  name: "what is dropped on the window is explained, and never said to the room",
  ignore,
  fn: async () => {
    const { folder, enter } = await room();
    await using _folder = folder;
    const at = folder.path;
    const dropped = [
      `${at}/a.log`,
      `'${at}/a b.txt' `,
      `"${at}/a b.txt"`,
      `${at}/a\\ b.txt`,
      `${at}/a b.txt`,
      `${at}/sub`,
      `'${at}/a.log' '${at}/a b.txt'`,
      `file://${at}/a%20b.txt`,
      "file:///no/such/file",
    ];
    for (const line of dropped) {
      const typed = await enter(line);
      assert.match(rejection(typed), /on this machine: \/send .+ shares (it|them)/, line);
      assert.equal(typed.calls[0]?.[3], line);
    }
    const said = [`${at} is where it is`.slice(1), `see file://${at}/a.log`, `"${at}/none"`];
    for (const line of said) assert.equal((await enter(line)).outcome, "done", line);
  },
});

Deno.test({
  name: "what is offered for a dropped file does what it says",
  ignore,
  fn: async () => {
    const { folder, enter } = await room();
    await using _folder = folder;
    for (const name of ["a.log", "a b.txt", "it's.txt", "x[1].log"]) {
      const path = folder.join(name);
      const offer = rejection(await enter(`"${path}"`));
      const [, send = "", say = ""] = /: (\/send .+) shares it, (.+) says/.exec(offer) ?? [];
      assert.deepEqual((await enter(send)).calls, [["sendFile", path]]);
      assert.deepEqual((await enter(say)).calls, [["say", path, {}]]);
    }
  },
});

const texts = (text: string, isWindows: boolean) =>
  splitWords(text, isWindows).map((word) => word.text);

for (
  const [text, words] of [
    ["a  b\tc", ["a", "b", "c"]],
    [`"a b" 'c d'`, ["a b", "c d"]],
    [`a\\ b`, ["a b"]],
    [`don't stop`, ["don't", "stop"]],
    [`"say \\"x\\""`, ['say "x"']],
    [`""`, [""]],
    [`pre"fix ed"`, ["prefix ed"]],
    ["", []],
  ] as const
) {
  Deno.test(`splitWords() splits ${text || "nothing"}`, () => {
    for (const isWindows of [false, true]) assert.deepEqual(texts(text, isWindows), words);
  });
}

Deno.test("splitWords() leaves backslashes alone where they separate folders", () => {
  assert.deepEqual(texts(`C:\\Users\\(ana)\\x.png`, true), ["C:\\Users\\(ana)\\x.png"]);
  assert.deepEqual(texts(`C:\\Users\\ana\\x.png`, false), ["C:\\Users\\ana\\x.png"]);
  assert.deepEqual(texts(`a\\(1\\)\\&.png`, false), ["a(1)&.png"]);
});

Deno.test("splitWords() undoes quoting", () => {
  fc.assert(fc.property(fc.array(fc.string({ minLength: 1 })), fc.boolean(), (words, isWindows) => {
    const quoted = words.map((word) => `"${word.replace(/["\\]/g, "\\$&")}"`).join(" ");
    assert.deepEqual(texts(quoted, isWindows), words);
  }));
});
