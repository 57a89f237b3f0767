import assert from "node:assert/strict";
import { openDatabase, reopenDatabase } from "../../../server/store/database.ts";
import { Store } from "../../../server/store/store.ts";
import { TempDir } from "../../support/temp_dir.ts";

const OPTIONS = { fsync: false, onDamaged: assert.fail, wall: () => 0 };
const ROW = { room: 1, type: "message", author: 1, line: "{}\n" };

/** What SQLite throws for an I/O error while it syncs. */
const ioError = () => Object.assign(new Error("disk I/O error"), { errcode: 1034 });

Deno.test("Store.transaction() works through a new connection after an I/O error, and only then", async () => {
  await using folder = await TempDir.make();
  const path = folder.join("chat.db");
  let opened = 0;
  const reopen = () => {
    opened++;
    return reopenDatabase(path, OPTIONS);
  };
  using store = new Store(openDatabase(path, OPTIONS), undefined, reopen);
  const insert = (seq: number) => {
    store.transaction(() => store.entries.insert({ ...ROW, seq, id: String(seq) }));
  };
  const fail = (error: unknown) => {
    const failing = () => {
      store.transaction(() => {
        store.entries.insert({ ...ROW, seq: 9, id: "9" });
        throw error;
      });
    };
    assert.throws(failing, { message: (error as Error).message });
  };
  insert(1);
  fail(new Error("not of the disk"));
  insert(2);
  assert.equal(opened, 0);
  fail(ioError());
  assert.equal(store.entries.lastSeq(), 2, "what there is can be read meanwhile");
  assert.equal(opened, 0);
  insert(3);
  assert.equal(opened, 1);
  insert(4);
  assert.equal(opened, 1);
  assert.equal(store.entries.lastSeq(), 4);
});

Deno.test("Store.transaction() writes nothing while the database cannot be copied and opened anew", async () => {
  await using folder = await TempDir.make();
  const path = folder.join("chat.db");
  let isBroken = true;
  const reopen = () => {
    if (isBroken) throw ioError();
    return reopenDatabase(path, OPTIONS);
  };
  using store = new Store(openDatabase(path, OPTIONS), undefined, reopen);
  const insert = () => {
    store.transaction(() => store.entries.insert({ ...ROW, seq: 1, id: "1" }));
  };
  assert.throws(() =>
    store.transaction(() => {
      throw ioError();
    })
  );
  assert.throws(insert, { message: "disk I/O error" });
  assert.equal(store.entries.lastSeq(), 0);
  isBroken = false;
  insert();
  assert.equal(store.entries.lastSeq(), 1);
});
