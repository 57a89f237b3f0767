import assert from "node:assert/strict";
import { Composer, MAX_PASTE_LINES, type Wish } from "../../../client/terminal/composer.ts";
import type { Press } from "../../../client/terminal/keys.ts";
import { MAX_TEXT_BYTES } from "../../../protocol/limits.ts";

const paste = (text: string): Press => ({ type: "paste", text, isCut: false });

/** Names of keys in brackets are keys, everything else is typed. The last wish. */
function press(composer: Composer, keys: string): Wish | undefined {
  let wish: Wish | undefined;
  for (const part of keys.match(/<[^>]+>|[^<]+/g) ?? []) {
    const name = /^<(.+)>$/.exec(part)?.[1];
    wish = composer.press(
      name === undefined ? { type: "text", text: part } : { type: "key", name },
    );
  }
  return wish;
}

Deno.test("Composer.press() submits on Enter and begins anew", () => {
  const composer = new Composer();
  assert.deepEqual(press(composer, "hello<enter>"), { wish: "submit", text: "hello" });
  assert.equal(composer.editor.text, "");
  assert.equal(press(composer, "  <enter>"), undefined);
});

Deno.test("Composer.press() goes on in a new line after a backslash, unless it is doubled", () => {
  const composer = new Composer();
  assert.deepEqual(press(composer, "a\\<enter>b<enter>"), { wish: "submit", text: "a\nb" });
  assert.deepEqual(press(composer, "a\\\\<enter>"), { wish: "submit", text: "a\\\\" });
});

const WISHES: readonly (readonly [keys: string, wish: Wish["wish"] | undefined])[] = [
  ["<ctrl+c>", "interrupt"],
  ["x<ctrl+c>", undefined],
  ["x<ctrl+c><ctrl+c>", "interrupt"],
  ["<ctrl+d>", "quit"],
  ["x<ctrl+d>", undefined],
  ["x<ctrl+l>", "clear"],
  ["x<tab>", "complete"],
  ["<ctrl+z>", "suspend"],
  ["<ctrl+r><ctrl+c>", undefined],
  ["<escape>", undefined],
];

for (const [keys, wish] of WISHES) {
  Deno.test(`Composer.press() wishes ${wish ?? "nothing"} for ${keys}`, () => {
    assert.equal(press(new Composer(), keys)?.wish, wish);
  });
}

Deno.test("Composer.press() moves between the lines of a text before it goes to earlier inputs", () => {
  const composer = new Composer(["earlier"]);
  press(composer, "one<ctrl+j>two<up>");
  assert.equal(composer.editor.cursor, 3);
  press(composer, "<up>");
  assert.equal(composer.editor.text, "earlier");
  press(composer, "<down>");
  assert.equal(composer.editor.text, "one\ntwo");
});

Deno.test("Composer.press() searches earlier inputs, takes one, or gives the draft back", () => {
  const composer = new Composer(["send one", "hello", "send two"]);
  press(composer, "draft<ctrl+r>send");
  assert.equal(composer.editor.text, "send two");
  press(composer, "<ctrl+r>");
  assert.equal(composer.editor.text, "send one");
  press(composer, "<ctrl+r>");
  assert.equal(composer.editor.text, "send one");
  press(composer, "<escape>");
  assert.equal(composer.editor.text, "draft");
  assert.deepEqual(press(composer, "<ctrl+r>hel<enter>"), { wish: "submit", text: "hello" });
  press(composer, "<ctrl+r>zzz");
  assert.deepEqual(composer.search, { words: "zzz", isFound: false });
});

Deno.test("Composer.press() takes a paste as text: nothing in it acts or submits", () => {
  const composer = new Composer();
  composer.press(paste("a\x1b[31m\x00\nb\tc\n"));
  assert.equal(composer.editor.text, "a[31m\nb\tc");
});

const PASTES: readonly (readonly [typed: string, pasted: string, becomes: string])[] = [
  [
    "",
    "/quit is the command\n/help lists all\nthe rest",
    "//quit is the command\n/help lists all\nthe rest",
  ],
  ["  ", " !q\nx\n", "   !!q\nx"],
  ["", "/quit\n", "/quit"],
  ["", "one\ntwo\n\n", "one\ntwo"],
  ["/msg ana ", "/quit\nx", "/msg ana /quit\nx"],
  ["see ", "!q\r\nx", "see !q\nx"],
];

for (const [typed, pasted, becomes] of PASTES) {
  Deno.test(`Composer.press() makes ${JSON.stringify(becomes)} of a paste`, () => {
    const composer = new Composer();
    if (typed !== "") press(composer, typed);
    composer.press(paste(pasted.replaceAll("\r\n", "\n")));
    assert.equal(composer.editor.text, becomes);
  });
}

Deno.test("Composer.restore() puts back what was rejected, and nothing over what is typed since", () => {
  const composer = new Composer();
  press(composer, "/home/x says:<enter>");
  composer.restore("/home/x says:");
  assert.equal(composer.editor.text, "/home/x says:");
  assert.equal(composer.editor.cursor, 13);
  composer.restore("another");
  assert.equal(composer.editor.text, "/home/x says:");
});

Deno.test("Composer.press() asks about a long paste and does as it is told", () => {
  const text = Array(MAX_PASTE_LINES + 1).fill("x").join("\n");
  const composer = new Composer();
  composer.press(paste(text));
  assert.equal(composer.question?.lines, MAX_PASTE_LINES + 1);
  assert.equal(composer.question?.mustBeFile, false);
  assert.equal(press(composer, "z<enter><left>"), undefined);
  assert.deepEqual(press(composer, "m"), { wish: "submit", text });
  composer.press(paste(text));
  assert.deepEqual(press(composer, "F"), { wish: "send_as_file", text });
  composer.press(paste(text));
  press(composer, "e");
  assert.equal(composer.editor.text, text);
  composer.press(paste(text));
  press(composer, "<ctrl+c>");
  assert.equal(composer.question, undefined);
});

Deno.test("Composer.press() sends a paste that is too large only as a file", () => {
  const composer = new Composer();
  const text = "x".repeat(MAX_TEXT_BYTES + 1);
  composer.press(paste(text));
  assert.equal(composer.question?.mustBeFile, true);
  press(composer, "me");
  assert.notEqual(composer.question, undefined);
  assert.deepEqual(press(composer, "f"), { wish: "send_as_file", text });
});

Deno.test("Composer.press() counts the lines of a paste, and keeps its end for a file", () => {
  const composer = new Composer();
  composer.press(paste("x\n".repeat(500)));
  assert.equal(composer.question?.lines, 500);
  assert.deepEqual(press(composer, "f"), { wish: "send_as_file", text: "x\n".repeat(500) });
});

Deno.test("Composer.press() sends a pasted block that looks like a command as text", () => {
  const composer = new Composer();
  composer.press(paste(`/quit\n${"x\n".repeat(MAX_PASTE_LINES)}`));
  const wish = press(composer, "m");
  assert.ok(wish?.wish === "submit" && wish.text.startsWith("//quit\n"));
});
