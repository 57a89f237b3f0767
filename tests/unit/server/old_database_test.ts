/** A database of an earlier version of the program goes on working. */
import assert from "node:assert/strict";
import { nameKey } from "../../../protocol/names.ts";
import { Archive } from "../../../server/rooms/archive.ts";
import { openDatabase } from "../../../server/store/database.ts";
import { Store } from "../../../server/store/store.ts";
import { writeOldDatabase } from "../../support/old_database.ts";
import { TempDir } from "../../support/temp_dir.ts";

const OPTIONS = { fsync: false, onDamaged: assert.fail, wall: () => 0 };

Deno.test("old messages are found as new ones are", async () => {
  await using folder = await TempDir.make();
  const path = `${folder.path}/chat.db`;
  const many = Array.from({ length: 2_500 }, (_, index) => `number ${index}`);
  writeOldDatabase(path, { texts: ["Straße", "the wide world", "İstanbul", ...many], names: {} });
  using store = new Store(openDatabase(path, OPTIONS));
  const archive = new Archive(store);
  const found = async (words: string) => {
    const excerpt = await archive.search(1, words, 1e9);
    return excerpt?.entries.map((entry) => (entry as { text: string }).text);
  };
  assert.deepEqual(await found("STRASSE"), ["Straße"]);
  assert.deepEqual(await found('"wide world"'), ["the wide world"]);
  assert.deepEqual(await found("istanbul"), ["İstanbul"]);
  assert.deepEqual(await found("number 2499"), ["number 2499"]);
});

Deno.test("names that were owned belong to the same keys, the one used last where two are one now", async () => {
  await using folder = await TempDir.make();
  const path = `${folder.path}/chat.db`;
  const names = { ana: "A", "❤\ufe0f": "B", "i\u0307brahim": "C", "straße": "D", strasse: "E" };
  writeOldDatabase(path, { texts: [], names });
  using store = new Store(openDatabase(path, OPTIONS));
  const owners = ["ana", "❤️", "İbrahim", "ibrahim", "Straße"].map((name) => {
    return store.names.owner(nameKey(name));
  });
  assert.deepEqual(owners, ["A", "B", "C", "C", "E"]);
});
