/** Restrictions are looked up without the database, and still never differ from it. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { MIGRATIONS } from "../../../server/store/schema.ts";
import { Store } from "../../../server/store/store.ts";

const WHO = "key 1";

function open(): Store {
  const db = new DatabaseSync(":memory:");
  for (const step of MIGRATIONS) db.exec(step);
  return new Store(db);
}

Deno.test("ModerationTable.until() knows of every change, and tells kinds and subjects apart", () => {
  using store = open();
  const { moderation } = store;
  assert.equal(moderation.until("mute", WHO), undefined);
  moderation.restrict("mute", WHO, "ana", 5_000);
  assert.equal(moderation.until("mute", WHO), 5_000);
  assert.equal(moderation.until("ban", WHO), undefined);
  assert.equal(moderation.until("mute", "key 2"), undefined);
  moderation.restrict("mute", WHO, "ana", 9_000);
  assert.equal(moderation.until("mute", WHO), 9_000);
  moderation.release("mute", "ana");
  assert.equal(moderation.until("mute", WHO), undefined);
});

Deno.test("ModerationTable.until() forgets what was undone with its transaction", () => {
  using store = open();
  const { moderation } = store;
  const failing = (change: () => void) =>
    assert.throws(() =>
      store.transaction(() => {
        change();
        throw new Error("no");
      }), /no/);
  failing(() => moderation.restrict("ban", WHO, "ana", 5_000));
  assert.equal(moderation.until("ban", WHO), undefined);
  moderation.restrict("ban", WHO, "ana", 5_000);
  failing(() => moderation.release("ban", WHO));
  assert.equal(moderation.until("ban", WHO), 5_000);
});
