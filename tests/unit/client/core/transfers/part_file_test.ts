/** Where received bytes end up, whatever the file is called. */
import { chooseTarget } from "../../../../../client/core/transfers/target.ts";
import { findParts } from "../../../../../client/core/transfers/part_place.ts";
import { PartFile } from "../../../../../client/core/transfers/part_file.ts";
import assert from "node:assert/strict";
import { basename, dirname, join } from "node:path";
import fc from "fast-check";
import { FileDigest } from "../../../../../client/core/transfers/file_digest.ts";

class Folder implements Disposable {
  readonly path = Deno.makeTempDirSync();

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}

const bytes = new TextEncoder().encode("content");

async function save(folder: string, name: string): Promise<string> {
  using part = await PartFile.open(await chooseTarget(folder, name), "1-m", bytes.length);
  await part.append(bytes);
  return await part.finish();
}

const hostileName = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(
    fc.constantFrom("..", ".", "/", "\\", "a", " ", "con", ":", "\u202e", "\0", "x".repeat(300)),
    { maxLength: 8 },
  ).map((pieces) => pieces.join("")),
);

Deno.test("any file name stays inside the folder, and what was there stays as it is", async () => {
  using folder = new Folder();
  const inside = join(folder.path, "in");
  await fc.assert(
    fc.asyncProperty(hostileName, async (name) => {
      const path = await save(inside, name);
      assert.equal(dirname(path), inside);
      assert.doesNotMatch(path.slice(inside.length + 1), /^\./);
      assert.deepEqual(Deno.readFileSync(path), bytes);
      const again = await save(inside, name);
      assert.notEqual(again, path);
      for (const saved of [path, again]) Deno.removeSync(saved);
      assert.deepEqual(Array.from(Deno.readDirSync(folder.path), (entry) => entry.name), ["in"]);
      assert.deepEqual(Array.from(Deno.readDirSync(inside)), []);
    }),
    { numRuns: 150 },
  );
});

Deno.test("PartFile.finish() leaves files, folders and dangling links alone", async () => {
  using folder = new Folder();
  Deno.mkdirSync(join(folder.path, "a.txt"));
  Deno.symlinkSync(join(folder.path, "nowhere"), join(folder.path, "a (1).txt"));
  Deno.writeTextFileSync(join(folder.path, "a (2).txt"), "mine");
  assert.equal(await save(folder.path, "a.txt"), join(folder.path, "a (3).txt"));
  assert.equal(Deno.readTextFileSync(join(folder.path, "a (2).txt")), "mine");
  assert.throws(() => Deno.statSync(join(folder.path, "nowhere")), Deno.errors.NotFound);
});

Deno.test("PartFile.open() keeps the parts of different marks apart, and goes on with the one it is given", async () => {
  using folder = new Folder();
  const target = { folder: folder.path, name: "a" };
  {
    using first = await PartFile.open(target, "1-aa", 2 * bytes.length);
    await first.append(bytes);
  }
  using other = await PartFile.open(target, "1-bb", 2 * bytes.length);
  assert.equal(other.bytes, 0);
  assert.deepEqual(await findParts(folder.path, "aa"), ["1"]);
  using again = await PartFile.open(target, "1-aa", 2 * bytes.length);
  const digest = new FileDigest();
  await again.digestEarlier(digest);
  assert.deepEqual([again.bytes, digest.bytes], [bytes.length, bytes.length]);
  await again.append(bytes);
  assert.equal(await Deno.readTextFile(await again.finish()), "contentcontent");
});

Deno.test("PartFile.open() begins anew what is longer than the file, and follows no link", async () => {
  using folder = new Folder();
  const target = { folder: folder.path, name: "a" };
  {
    using long = await PartFile.open(target, "1-aa", bytes.length);
    await long.append(bytes);
  }
  using part = await PartFile.open(target, "1-aa", bytes.length - 1);
  assert.equal(part.bytes, 0);
  const elsewhere = join(folder.path, "elsewhere");
  Deno.writeTextFileSync(elsewhere, "mine");
  Deno.symlinkSync(elsewhere, join(folder.path, ".a.2-aa.part"));
  await assert.rejects(PartFile.open(target, "2-aa", 100), { code: "not_saved" });
});

Deno.test("PartFile.discard() removes what was received", async () => {
  using folder = new Folder();
  using part = await PartFile.open({ folder: folder.path, name: "a" }, "1", 100);
  await part.append(bytes);
  await part.discard();
  assert.deepEqual(Array.from(Deno.readDirSync(folder.path)), []);
});

Deno.test("chooseTarget() follows the user's own wish", async () => {
  using folder = new Folder();
  const { path } = folder;
  assert.deepEqual(await chooseTarget("/d", "x.png"), { folder: "/d", name: "x.png" });
  assert.deepEqual(await chooseTarget("/d", "x.png", path), { folder: path, name: "x.png" });
  const made = join(path, "new");
  assert.deepEqual(await chooseTarget("/d", "../x", `${made}/`), { folder: made, name: "x" });
  assert.deepEqual(await chooseTarget("/d", "x", join(path, ".y")), { folder: path, name: ".y" });
});

Deno.test("PartFile.finish() counts before the ending", async () => {
  using folder = new Folder();
  const saved = async (name: string) => basename(await save(folder.path, name));
  assert.deepEqual([await saved("a.tar.gz"), await saved("a.tar.gz"), await saved("a.tar.gz")], [
    "a.tar.gz",
    "a.tar (1).gz",
    "a.tar (2).gz",
  ]);
  assert.deepEqual([await saved("README"), await saved("README")], ["README", "README (1)"]);
});
