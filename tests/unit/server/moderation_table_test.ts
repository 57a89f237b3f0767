/** Restrictions are looked up without the database, and still never differ from it. */
import assert from "node:assert/strict";
import { EVERYWHERE } from "../../../server/store/moderation.ts";
import { openStore } from "../../support/store.ts";

const WHO = "key 1";

Deno.test("ModerationTable.until() knows of every change, and tells kinds, rooms and subjects apart", () => {
  using store = openStore().store;
  const { moderation } = store;
  assert.equal(moderation.hasAny("mute"), false);
  assert.equal(moderation.until("mute", 1, WHO), 0);
  moderation.restrict("mute", 1, WHO, "ana", 5_000);
  assert.equal(moderation.until("mute", 1, WHO), 5_000);
  assert.equal(moderation.until("mute", 2, WHO), 0);
  assert.equal(moderation.until("ban", 1, WHO), 0);
  assert.equal(moderation.until("mute", 1, "key 2"), 0);
  moderation.restrict("mute", EVERYWHERE, WHO, "ana", 9_000);
  assert.equal(moderation.until("mute", 1, WHO), 9_000);
  assert.equal(moderation.until("mute", 2, WHO), 9_000);
  assert.equal(moderation.release("mute", EVERYWHERE, "ana"), true);
  assert.equal(moderation.release("mute", EVERYWHERE, "ana"), false);
  assert.equal(moderation.until("mute", 1, WHO), 5_000);
});

Deno.test("ModerationTable.until() forgets what was undone with its transaction", () => {
  using store = openStore().store;
  const { moderation } = store;
  const failing = (change: () => void) =>
    assert.throws(() =>
      store.transaction(() => {
        change();
        // Asked in the middle of it, too.
        moderation.hasAny("ban");
        throw new Error("no");
      }), /no/);
  failing(() => moderation.restrict("ban", 1, WHO, "ana", 5_000));
  assert.equal(moderation.until("ban", 1, WHO), 0);
  moderation.restrict("ban", 1, WHO, "ana", 5_000);
  failing(() => moderation.release("ban", 1, WHO));
  assert.equal(moderation.until("ban", 1, WHO), 5_000);
});
