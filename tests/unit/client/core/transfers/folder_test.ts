/** A folder as one archive: what the system's own tar makes of it, from wherever it is read. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { openSource } from "../../../../../client/core/transfers/upload_source.ts";
import { TempDir } from "../../../../support/temp_dir.ts";

const LONG = `${"long ".repeat(40)}name.txt`;

/** A folder with everything that needs care. */
async function makeFolder(parent: string): Promise<string> {
  const folder = join(parent, "Urlaub 日本");
  await Deno.mkdir(join(folder, "sub", "empty"), { recursive: true });
  await Deno.writeTextFile(join(folder, "a.txt"), "hello");
  await Deno.writeTextFile(join(folder, "none"), "");
  await Deno.writeFile(join(folder, "sub", "block.bin"), new Uint8Array(1024).fill(7));
  await Deno.writeTextFile(join(folder, "sub", LONG), "long name");
  await Deno.writeTextFile(join(folder, "sub", "émoji 👨‍👩‍👧.txt"), "family");
  await Deno.symlink("/etc/passwd", join(folder, "link"));
  return folder;
}

async function readFrom(source: Awaited<ReturnType<typeof openSource>>, offset: number) {
  using reader = await source.open();
  await reader.seek(offset, Deno.SeekMode.Start);
  const bytes: number[] = [];
  const buffer = new Uint8Array(700);
  for (let read = await reader.read(buffer); read !== null; read = await reader.read(buffer)) {
    bytes.push(...buffer.subarray(0, read));
  }
  return new Uint8Array(bytes);
}

Deno.test("a shared folder is an archive that tar unpacks to the same files, without links", async () => {
  await using temp = await TempDir.make();
  const source = await openSource(await makeFolder(temp.path));
  assert.deepEqual([source.name, source.mime], ["Urlaub 日本.tar", "application/x-tar"]);
  const archive = temp.join("archive.tar");
  const bytes = await readFrom(source, 0);
  assert.equal(bytes.length, source.size);
  await Deno.writeFile(archive, bytes);
  const out = temp.join("out");
  await Deno.mkdir(out);
  const tar = await new Deno.Command("tar", { args: ["xf", archive, "-C", out] }).output();
  // It may have remarks, such as on a clock that differs from that of the file system.
  assert.ok(tar.success, new TextDecoder().decode(tar.stderr));
  const root = join(out, "Urlaub 日本");
  const names = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
  assert.deepEqual(names(root), ["a.txt", "none", "sub"]);
  assert.deepEqual(names(join(root, "sub")), ["block.bin", "empty", LONG, "émoji 👨‍👩‍👧.txt"]);
  assert.equal(await Deno.readTextFile(join(root, "a.txt")), "hello");
  assert.equal(await Deno.readTextFile(join(root, "sub", LONG)), "long name");
  assert.equal((await Deno.readFile(join(root, "sub", "block.bin"))).length, 1024);
});

Deno.test("an archive read from any offset gives the same bytes", async () => {
  await using temp = await TempDir.make();
  const source = await openSource(await makeFolder(temp.path));
  const whole = await readFrom(source, 0);
  for (let offset = 0; offset <= whole.length; offset += 97) {
    assert.deepEqual(await readFrom(source, offset), whole.subarray(offset), `from ${offset}`);
  }
});

Deno.test("a file that changes while its folder is shared ends the upload", async () => {
  await using temp = await TempDir.make();
  const folder = await makeFolder(temp.path);
  const source = await openSource(folder);
  await Deno.writeTextFile(join(folder, "a.txt"), "hello, longer");
  await assert.rejects(readFrom(source, 0), { code: "file_changed" });
});
