/** A folder as one archive: what the system's own tar makes of it, from wherever it is read. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { LeftOut } from "../../../../../client/core/transfers/left_out.ts";
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

type Source = Awaited<ReturnType<typeof openSource>>;

const open = (path: string) => openSource(path, new LeftOut());

async function readFrom(source: Source, offset: number) {
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
  const source = await open(await makeFolder(temp.path));
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
  const source = await open(await makeFolder(temp.path));
  const whole = await readFrom(source, 0);
  for (let offset = 0; offset <= whole.length; offset += 97) {
    assert.deepEqual(await readFrom(source, offset), whole.subarray(offset), `from ${offset}`);
  }
});

/** What the system's tar makes of all that `source` gives. */
async function unpack(source: Source, temp: TempDir): Promise<string> {
  const archive = temp.join("archive.tar");
  const bytes = await readFrom(source, 0);
  assert.equal(bytes.length, source.size, "as much as was offered");
  await Deno.writeFile(archive, bytes);
  const out = temp.join("out");
  await Deno.mkdir(out);
  const tar = await new Deno.Command("tar", { args: ["xf", archive, "-C", out] }).output();
  assert.ok(tar.success, new TextDecoder().decode(tar.stderr));
  return out;
}

Deno.test("links within the folder stay links, those out of it and special files are left out and named", async () => {
  await using temp = await TempDir.make();
  const folder = temp.join("docs");
  await Deno.mkdir(join(folder, "sub"), { recursive: true });
  await Deno.writeTextFile(join(folder, "a.txt"), "hello");
  await Deno.symlink("../a.txt", join(folder, "sub", "up"));
  await Deno.symlink("sub", join(folder, "also"));
  await Deno.symlink("nothing here", join(folder, "broken"));
  await Deno.symlink("/etc/passwd", join(folder, "absolute"));
  await Deno.symlink("../../other", join(folder, "sub", "away"));
  await new Deno.Command("mkfifo", { args: [join(folder, "pipe")] }).output();
  const leftOut = new LeftOut();
  const out = await unpack(await openSource(folder, leftOut), temp);
  assert.equal(leftOut.take("error"), undefined);
  assert.equal(
    leftOut.take("notice"),
    "docs/absolute (a link to /etc/passwd, outside of the folder), " +
      "docs/pipe (no file, folder or link), " +
      "docs/sub/away (a link to ../../other, outside of the folder)",
  );
  assert.equal(await Deno.readTextFile(join(out, "docs/sub/up")), "hello");
  assert.equal(await Deno.readTextFile(join(out, "docs/also/up")), "hello");
  assert.equal(await Deno.readLink(join(out, "docs/broken")), "nothing here");
});

Deno.test("executables stay executable", { ignore: Deno.build.os === "windows" }, async () => {
  await using temp = await TempDir.make();
  const folder = temp.join("bin");
  await Deno.mkdir(folder);
  await Deno.writeTextFile(join(folder, "run.sh"), "#!/bin/sh\n");
  await Deno.chmod(join(folder, "run.sh"), 0o750);
  await Deno.writeTextFile(join(folder, "notes"), "");
  const out = await unpack(await open(folder), temp);
  const mode = (name: string) => (Deno.statSync(join(out, "bin", name)).mode ?? 0) & 0o100;
  assert.deepEqual([mode("run.sh"), mode("notes")], [0o100, 0]);
});

Deno.test("names that are not UTF-8 are left out and named", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  await using temp = await TempDir.make();
  const folder = temp.join("docs");
  await Deno.mkdir(folder);
  const script = `cd '${folder}' && touch good && touch "$(printf 'bad\\377')" && ` +
    `mkdir "$(printf 'dir\\376')" && touch "$(printf 'dir\\376')/below"`;
  await new Deno.Command("sh", { args: ["-c", script] }).output();
  const leftOut = new LeftOut();
  const out = await unpack(await openSource(folder, leftOut), temp);
  assert.deepEqual(Array.from(Deno.readDirSync(join(out, "docs")), ({ name }) => name), ["good"]);
  const isNot = "(its name is not UTF-8)";
  assert.equal(leftOut.take("error"), `docs/bad\ufffd ${isNot}, docs/dir\ufffd/ ${isNot}`);
});

Deno.test("what vanishes, shrinks or grows before its turn is taken as it is then", async () => {
  await using temp = await TempDir.make();
  const folder = temp.join("logs");
  await Deno.mkdir(folder);
  const names = ["a", "b gone", "c short", "d long", "e", "f gone", "g"];
  for (const name of names) await Deno.writeTextFile(join(folder, name), `${name} `.repeat(300));
  const leftOut = new LeftOut();
  const source = await openSource(folder, leftOut);
  await Deno.remove(join(folder, "b gone"));
  await Deno.remove(join(folder, "f gone"));
  await Deno.writeTextFile(join(folder, "c short"), "short");
  await Deno.writeTextFile(join(folder, "d long"), "more", { append: true });
  const whole = await readFrom(source, 0);
  const out = await unpack(source, temp);
  const found = Array.from(Deno.readDirSync(join(out, "logs")), ({ name }) => name).sort();
  assert.deepEqual(found, names.filter((name) => !name.endsWith("gone")));
  assert.equal(await Deno.readTextFile(join(out, "logs/c short")), "short");
  for (const name of ["a", "d long", "e", "g"]) {
    assert.equal(await Deno.readTextFile(join(out, "logs", name)), `${name} `.repeat(300));
  }
  assert.equal(leftOut.take("error"), "logs/b gone (it is gone), logs/f gone (it is gone)");
  assert.match(String(leftOut.take("notice")), /^logs\/d long \(what was added to it meanwhile\)/);
  for (let offset = 0; offset <= whole.length; offset += 331) {
    assert.deepEqual(await readFrom(source, offset), whole.subarray(offset), `from ${offset}`);
  }
});

Deno.test("a file that is removed or cut while it is being read is told, and the others arrive whole", async () => {
  await using temp = await TempDir.make();
  const folder = temp.join("docs");
  await Deno.mkdir(folder);
  for (const name of ["1", "2", "3"]) {
    await Deno.writeFile(join(folder, name), new Uint8Array(5_000).fill(name.charCodeAt(0)));
  }
  const leftOut = new LeftOut();
  const source = await openSource(folder, leftOut);
  using reader = await source.open();
  const bytes: number[] = [];
  const buffer = new Uint8Array(700);
  for (let read = await reader.read(buffer); read !== null; read = await reader.read(buffer)) {
    bytes.push(...buffer.subarray(0, read));
    if (bytes.length === 2 * 512 + 700) await Deno.remove(join(folder, "1"));
    if (bytes.at(-1) === "2".charCodeAt(0)) await Deno.truncate(join(folder, "2"), 10);
  }
  assert.equal(bytes.length, source.size);
  assert.equal(bytes.filter((byte) => byte === "1".charCodeAt(0)).length >= 5_000, true);
  assert.equal(bytes.filter((byte) => byte === "3".charCodeAt(0)).length >= 5_000, true);
  assert.equal(leftOut.take("error"), "docs/2 (its end was cut off meanwhile)");
});

Deno.test("a file that changed behind what was sent of it ends the upload, by name", async () => {
  await using temp = await TempDir.make();
  const folder = await makeFolder(temp.path);
  const source = await open(folder);
  await readFrom(source, 0);
  await Deno.writeTextFile(join(folder, "a.txt"), "other");
  await Deno.utime(join(folder, "a.txt"), 1, 1);
  await assert.rejects(readFrom(source, 0), { code: "file_changed", message: /日本\/a\.txt$/ });
});

Deno.test("a size that the system only claims is not believed", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  const source = await open("/proc/cpuinfo");
  assert.ok(source.size > 0);
  assert.equal((await readFrom(source, 0)).length, source.size);
  assert.deepEqual(await readFrom(source, 7), (await readFrom(source, 0)).subarray(7));
  await using temp = await TempDir.make();
  await Deno.writeTextFile(temp.join("empty"), "");
  assert.equal((await open(temp.join("empty"))).size, 0);
  await Deno.truncate(temp.join("empty"), 40 * 2 ** 20);
  assert.equal((await open(temp.join("empty"))).size, 40 * 2 ** 20, "a file with holes");
});
