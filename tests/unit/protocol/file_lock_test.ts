import assert from "node:assert/strict";
import { tryLockFile } from "../../../protocol/file_lock.ts";
import { TempDir } from "../../support/temp_dir.ts";

Deno.test("tryLockFile() gives the lock to one at a time", async () => {
  await using folder = await TempDir.make();
  const path = folder.join("LOCK");
  {
    using first = tryLockFile(path);
    assert.notEqual(first, undefined);
    assert.equal(tryLockFile(path), undefined);
  }
  using next = tryLockFile(path);
  assert.notEqual(next, undefined);
  assert.equal((await Deno.stat(path)).size, 0);
});

Deno.test("tryLockFile() throws if the file cannot be made", async () => {
  await using folder = await TempDir.make();
  assert.throws(() => tryLockFile(folder.join("no/such/folder")));
});
