/** Searching: what is found, and that what is hard to find is no work for everybody. */
import assert from "node:assert/strict";
import { setImmediate } from "node:timers";
import { MAX_FOUND, MAX_TEXT_BYTES } from "../../../protocol/limits.ts";
import { Archive, SEARCH_STEP_ROWS } from "../../../server/rooms/archive.ts";
import { openStore } from "../../support/store.ts";

const READER = 1;

/** An archive of messages of the room with these texts, the first one oldest. */
function archiveOf(texts: readonly string[]): Archive {
  const { store } = openStore();
  store.transaction(() => {
    texts.forEach((text, index) => {
      const line = JSON.stringify({ text });
      const id = String(index);
      store.entries.insert({ seq: index + 1, room: 1, type: "message", author: 2, id, line });
    });
  });
  return new Archive(store);
}

async function textsFound(archive: Archive, words: string, before = 1e9): Promise<unknown[]> {
  const found = await archive.search(READER, words, before);
  return (found?.entries ?? []).map((entry) => (entry as { text: string }).text);
}

Deno.test("Archive.search() finds what has all words, in any letter case, newest first", async () => {
  const archive = archiveOf(["Green TEA", "tea", "teapot, greenish", "gree nte a"]);
  assert.deepEqual(await textsFound(archive, "green tea"), ["teapot, greenish", "Green TEA"]);
  assert.deepEqual(await textsFound(archive, "EA gr"), ["teapot, greenish", "Green TEA"]);
  assert.deepEqual(await textsFound(archive, "green", 3), ["Green TEA"]);
});

const FOUND: readonly (readonly [search: string, text: string])[] = [
  ['"wide world"', "the wide world"],
  ['"wide world"', "the wide\n   world"],
  ['"Wide  World" the', "the wide world"],
  ["“wide world”", "the wide world"],
  ["„wide world“", "the wide world"],
  ["«wide world»", "the wide world"],
  ["\uff02wide world\uff02", "the wide world"],
  ['"wide world', "the wide world"],
  ['"wide" "world"', "world wide"],
  ['12" pipe', 'a pipe of 12"'],
  ["STRASSE", "Straße"],
  ["straße", "STRASSE"],
  ["straẞe", "Strasse"],
  ["istanbul", "İstanbul"],
  ["İSTANBUL", "istanbul"],
  ["ısparta", "ISPARTA"],
  ["cafe\u0301", "café"],
  ["café", "CAFE\u0301"],
  ["ΟΔΌΣ", "οδός"],
  ["νικοσ", "ΝΙΚΟΣ ΝΙΚΟς"],
  ["ｗｏｒｌｄ", "the world"],
  ["world", "ｗｏｒｌｄ"],
  ["ガブリエル", "ｶﾞﾌﾞﾘｴﾙ"],
  ["file", "ﬁle"],
  ["مینا", "می\u200cنا"],
  ["می\u200cنا", "مینا"],
  ["لا", "ﻻ"],
  ["zero", "ze\u200bro"],
  ["ＡＢＣ　ＤＥＦ", "abc and def"],
  ["ԵՒ", "և"],
  ["ქეთევან", "ᲥᲔᲗᲔᲕᲐᲜ"],
];

for (const [search, text] of FOUND) {
  Deno.test(`Archive.search() finds ${JSON.stringify(text)} for ${search}`, async () => {
    assert.deepEqual(await textsFound(archiveOf([text, "else"]), search), [text]);
  });
}

const NOT_FOUND: readonly (readonly [search: string, text: string])[] = [
  ['"wide world"', "world wide"],
  ['"wide world"', "wide, world"],
  ["cafe", "café"],
  ["“”", "anything"],
];

for (const [search, text] of NOT_FOUND) {
  Deno.test(`Archive.search() does not find ${JSON.stringify(text)} for ${search}`, async () => {
    assert.deepEqual(await textsFound(archiveOf([text]), search), []);
  });
}

Deno.test("Archive.search() does not take the pieces of a word for the word", async () => {
  const archive = archiveOf(["banana", "ban ana nan", "anana ban"]);
  assert.deepEqual(await textsFound(archive, "banana"), ["banana"]);
});

Deno.test("Archive.search() looks behind any number of texts that only look alike", async () => {
  const alike = Array.from({ length: 3 * SEARCH_STEP_ROWS }, (_, index) => `ban ana nan ${index}`);
  const archive = archiveOf(["banana", ...alike]);
  assert.deepEqual(await textsFound(archive, "banana"), ["banana"]);
  assert.deepEqual(await textsFound(archive, "an 7x"), []);
});

Deno.test("Archive.search() tells that there is more than it shows", async () => {
  const archive = archiveOf(Array.from({ length: MAX_FOUND + 1 }, () => "tea"));
  const found = await archive.search(READER, "tea", 1e9);
  assert.deepEqual([found?.entries.length, found?.more], [MAX_FOUND, true]);
  assert.equal((await archive.search(READER, "tea", MAX_FOUND + 1))?.more, false);
});

Deno.test("Archive.search() takes U+0000 and quotes for what they are: no words, and characters", async () => {
  const archive = archiveOf(['say "tea"', "tea"]);
  assert.deepEqual(await textsFound(archive, 'y\u0000"tea"'), ['say "tea"']);
  assert.equal(await archive.search(READER, "\u0000", 1e9), undefined);
});

Deno.test("Archive.search() lets others work while it makes long texts searchable", async () => {
  const archive = archiveOf(Array.from({ length: 64 }, () => "x".repeat(MAX_TEXT_BYTES)));
  let turns = 0;
  let isOver = false;
  const others = () => {
    turns++;
    if (!isOver) setImmediate(others);
  };
  setImmediate(others);
  assert.deepEqual(await textsFound(archive, "x".repeat(200) + "y"), []);
  isOver = true;
  await new Promise<void>((resolve) => setImmediate(resolve));
  assert.ok(turns > 5, `${turns} turns`);
});
