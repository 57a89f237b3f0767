import assert from "node:assert/strict";
import fc from "fast-check";
import type { Item } from "../../../client/gui/channel.ts";
import { chunkItems, continues } from "../../../client/gui/page/chunks.ts";
import { durationText, middleCut, pathTail, sizeText } from "../../../client/gui/page/format.ts";
import {
  type Inline,
  mentions,
  parseMarkup,
  quote,
  quoted,
} from "../../../client/gui/page/markup.ts";
import { completions, insertMention } from "../../../client/gui/page/mention.ts";
import { EMPTY_STATE, receive, watch } from "../../../client/gui/page/page_state.ts";
import { nextRate } from "../../../client/gui/page/rate.ts";
import { chooseLanguage, localeOf } from "../../../client/gui/page/texts.ts";

function message(n: number, more: Partial<Item> = {}): Item {
  const said = { kind: "message", id: `${n}`, from: "ben", text: "t", mine: false } as const;
  return { ...said, missed: false, old: false, n, at: "2026-01-01T10:00:00.000Z", ...more } as Item;
}

function plain(part: Inline): string {
  return "parts" in part ? part.parts.map(plain).join("") : part.text;
}

function inlines(text: string): readonly Inline[] {
  return parseMarkup(text).flatMap((block) => "lines" in block ? block.lines.flat() : []);
}

Deno.test("parseMarkup() finds what it should", () => {
  const cases: [string, string][] = [
    ["a **b** c", "text bold text"],
    ["*a* and _b_", "italic text italic"],
    ["2*3*4 and snake_case_name", "text"],
    ["`**a**`", "code"],
    ["see https://a.example/x.", "text link text"],
    ["mailto:a@b.example", "link"],
    ["hi @ben, you", "text mention text"],
    ["a@b.example", "text"],
  ];
  for (const [text, kinds] of cases) {
    const found = inlines(text).map(({ kind }) => kind).join(" ");
    // Neighbouring texts are one for whoever reads them.
    assert.equal(found.replace(/text( text)+/g, "text"), kinds, text);
  }
});

Deno.test("parseMarkup() makes links of safe addresses alone", () => {
  for (
    const text of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://"]
  ) {
    assert.ok(inlines(text).every(({ kind }) => kind !== "link"), text);
  }
  const [link] = inlines('https://a.example/"onmouseover=alert(1)');
  assert.deepEqual(link, { kind: "link", text: "https://a.example/", href: "https://a.example/" });
});

Deno.test("parseMarkup() keeps code as it is, closed or not", () => {
  assert.deepEqual(parseMarkup("```ts\n**a**\n```\nb").map(({ kind }) => kind), [
    "code",
    "paragraph",
  ]);
  assert.deepEqual(parseMarkup("```\n  a"), [{ kind: "code", text: "  a" }]);
});

Deno.test("parseMarkup() takes any text, and shows characters that act as codes", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
    for (const block of parseMarkup(text)) {
      const shown = "text" in block ? block.text : block.lines.flat().map(plain).join("");
      // deno-lint-ignore no-control-regex
      assert.doesNotMatch(shown, /[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/);
    }
  }));
});

Deno.test("mentions() means whole names", () => {
  assert.ok(mentions("hi @Ana!", "ana") && mentions("@ana", "ana"));
  assert.ok(!mentions("hi @anatole", "ana") && !mentions("ana", "ana") && !mentions("@", ""));
});

Deno.test("quote() begins a reply that quoted() finds again", () => {
  assert.equal(quote("ben", "> old\none\n\ntwo\nthree"), "> ben: one\n> two\n");
  assert.deepEqual(quoted("ben: one"), { from: "ben", start: "one" });
  assert.equal(quoted("no author"), undefined);
});

Deno.test("chunkItems() gives back what did not change", () => {
  const items = Array.from({ length: 120 }, (_, n) => message(n));
  const before = chunkItems(items, []);
  assert.deepEqual(before.map((chunk) => chunk.items.length), [50, 50, 20]);
  const after = chunkItems([...items, message(120)], before);
  assert.deepEqual(after.map((chunk, at) => chunk === before[at]), [true, true, false]);
  assert.deepEqual(after.flatMap((chunk) => chunk.items).length, 121);
});

Deno.test("continues() groups one person's messages within five minutes", () => {
  const first = message(1);
  assert.ok(continues(message(2), first));
  assert.ok(!continues(message(2, { at: "2026-01-01T10:05:01.000Z" }), first));
  assert.ok(!continues(message(2, { from: "cleo" }), first));
  assert.ok(!continues(message(2, { to: "ana" }), first));
  assert.ok(!continues(message(2), undefined));
});

Deno.test("receive() starts anew with the first update of a connection, and counts what is missed", () => {
  const update = { type: "update" } as const;
  let state = receive(EMPTY_STATE, { ...update, items: [message(0)], hasOlder: true });
  state = receive(state, { type: "older", items: [message(-1)], hasOlder: false });
  assert.deepEqual(state.items.map(({ n }) => n), [-1, 0]);
  const missed = [message(1, { missed: true }), message(2, { missed: true })];
  state = receive(state, { ...update, items: missed });
  assert.deepEqual([...state.marks], [[1, { kind: "missed", count: 2 }]]);
  state = receive(state, { ...update, items: [message(2)], hasOlder: false });
  assert.deepEqual([state.items.length, state.hasOlder], [1, false]);
});

Deno.test("watch() counts from when the person looked elsewhere", () => {
  const update = { type: "update" } as const;
  let state = watch(EMPTY_STATE, false);
  state = receive(state, {
    ...update,
    items: [message(1), message(2, { mine: true }), message(3)],
  });
  assert.deepEqual([state.unread, [...state.marks]], [2, [[1, { kind: "unread", count: 2 }]]]);
  state = watch(state, true);
  assert.deepEqual([state.unread, state.marks.size], [0, 1]);
  assert.equal(watch(state, false).marks.size, 0);
});

Deno.test("nextRate() smooths, and starts anew when bytes go back", () => {
  let rate = nextRate(undefined, 0, 0);
  rate = nextRate(rate, 1_000, 1_000);
  assert.equal(rate.bytesPerSecond, 1_000);
  rate = nextRate(rate, 3_000, 2_000);
  assert.equal(rate.bytesPerSecond, 1_300);
  assert.equal(nextRate(rate, 10, 3_000).bytesPerSecond, undefined);
});

Deno.test("completions() and insertMention() finish a name", () => {
  assert.deepEqual(completions("hi @b", 5, ["ana", "Ben", "bob"]), ["Ben", "bob"]);
  assert.deepEqual(completions("a@b", 3, ["ben"]), []);
  assert.deepEqual(insertMention("hi @b there", 5, "ben"), { text: "hi @ben  there", caret: 8 });
});

Deno.test("sizes, durations and names are short", () => {
  assert.deepEqual([sizeText(1, "en"), sizeText(1_234_567, "en")], ["1 byte", "1.2 MB"]);
  assert.equal(sizeText(1_234_567, "de"), "1,2 MB");
  assert.deepEqual([durationText(5), durationText(65), durationText(3_661)], [
    "0:05",
    "1:05",
    "1:01:01",
  ]);
  assert.equal(
    middleCut("a".repeat(60) + ".tar.gz", 20),
    `${"a".repeat(13)}…${".tar.gz".slice(1)}`,
  );
});

Deno.test("pathTail() names a file and its folder", () => {
  assert.equal(pathTail("/home/ana/Downloads/chat/a b.png"), "…/chat/a b.png");
  assert.equal(pathTail("C:\\Users\\ana\\chat\\a.png"), "…/chat/a.png");
  assert.equal(pathTail("/tmp/a.png"), "/tmp/a.png");
});

Deno.test("chooseLanguage() takes the first language that the page speaks", () => {
  assert.equal(chooseLanguage(["fr-FR", "de-AT", "en"]), "de");
  assert.equal(chooseLanguage(["fr"]), "en");
  assert.equal(localeOf("de", ["fr", "de-CH"]), "de-CH");
  assert.equal(localeOf("en", ["de"]), "en");
});
