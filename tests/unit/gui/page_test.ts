import assert from "node:assert/strict";
import type { Item } from "../../../client/gui/channel.ts";
import { chunkItems, continues } from "../../../client/gui/page/chunks.ts";
import { durationText, middleCut, pathTail, sizeText } from "../../../client/gui/page/format.ts";
import type { Candidate } from "../../../client/core/page.ts";
import { complete, type Offer, offerAt } from "../../../client/gui/page/completion.ts";
import { EMPTY_STATE, receive, watch } from "../../../client/gui/page/page_state.ts";
import { nextRate } from "../../../client/gui/page/rate.ts";
import { chooseLanguage, localeOf } from "../../../client/gui/page/texts.ts";

function message(n: number, more: Partial<Item> = {}): Item {
  const said = { kind: "message", id: `${n}`, from: "ben", text: "t", mine: false } as const;
  return { ...said, missed: false, old: false, n, at: "2026-01-01T10:00:00.000Z", ...more } as Item;
}

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

Deno.test("names and commands are offered as they are typed, and put in as they are read", () => {
  const names = ["ana", "Ben", "Ben Ö.", "bob"];
  const commands = [{ words: ["msg", "m"], takes: "name text" }, { words: ["me"], takes: "text" }];
  const completable = { names, commands } as Parameters<typeof offerAt>[2];
  const offered = (text: string) => {
    const offer = offerAt(text, text.length, completable);
    return offer?.candidates.map(({ label }) => label);
  };
  assert.deepEqual(offered("hi @b"), ["Ben", "Ben Ö.", "bob"]);
  assert.deepEqual(offered("hi an"), ["ana"]);
  assert.equal(offered("hi a"), undefined);
  assert.equal(offered("hi "), undefined);
  assert.equal(offered("ana@b"), undefined);
  assert.equal(offered("hi @ana"), undefined);
  assert.deepEqual(offered("/m"), ["/m", "/me", "/msg"]);
  const put = (text: string, at = 0, caret = text.length) => {
    const offer = offerAt(text, caret, completable) as Offer;
    const candidate = offer.candidates[at] as Candidate;
    return complete(text, caret, { from: offer.from, candidate });
  };
  assert.deepEqual(put("hi @bo there", 0, 6), { text: "hi @bob there", caret: 7 });
  assert.equal(put("/msg be", 1).text, '/msg "Ben Ö." ');
  assert.equal(put("an").text, "ana: ");
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
