/** Received files, whatever their names are and whatever is put in their way: nothing else is ever touched. */
import { chooseTarget } from "../../client/core/transfers/target.ts";
import { PartFile } from "../../client/core/transfers/part_file.ts";
import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { SEED } from "../support/fuzz.ts";

const bytes = new TextEncoder().encode("content of the file that is received");
const half = bytes.length / 2;
const MINE = "mine";

const piece = fc.constantFrom(
  ...[
    "..",
    ".",
    "/",
    "\\",
    "a",
    " ",
    "\t",
    "con",
    "NUL.txt",
    "COM¹",
    ":",
    "::$DATA",
    "~",
    "$HOME",
    "%00",
  ],
  ...[
    "\u202e",
    "\u200d",
    "\0",
    "\n",
    "\x1b[2J",
    "😀",
    "e\u0301\u0301",
    "\ud800",
    ".part",
    "-0.part",
  ],
  ...[
    "x".repeat(300),
    "😀".repeat(80),
    "C:",
    "//srv/share",
    "aux.",
    '*?<>|"',
    ".bashrc",
    "desktop.ini",
  ],
);
const hostileName = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
);

/** What may stand where a file is to go. */
const KINDS = [
  "file",
  "folder",
  "pipe",
  "link to a file",
  "link to a folder",
  "link to nothing",
] as const;
type Kind = typeof KINDS[number];
const kind = fc.constantFrom(...KINDS);

/** A folder to receive into, and one beside it that is nobody's business. */
class World implements Disposable {
  readonly #path = Deno.makeTempDirSync({ prefix: "chat-test-" });
  readonly inside: string = join(this.#path, "in");
  readonly outside: string = join(this.#path, "out");
  readonly moved: string = join(this.#path, "moved");

  constructor() {
    Deno.mkdirSync(this.inside);
    Deno.mkdirSync(this.outside);
    Deno.writeTextFileSync(join(this.outside, "secret"), MINE);
  }

  put(kind: Kind, path: string): void {
    if (kind === "file") Deno.writeTextFileSync(path, MINE);
    else if (kind === "folder") Deno.mkdirSync(path);
    else if (kind === "pipe") new Deno.Command("mkfifo", { args: ["--", path] }).outputSync();
    else {
      const target = { file: "secret", folder: ".", nothing: "nowhere" };
      Deno.symlinkSync(
        join(this.outside, target[kind.split(" ").at(-1) as keyof typeof target]),
        path,
      );
    }
  }

  /** The folder to receive into goes away, and a link to the other one is in its place. */
  swapFolder(): void {
    Deno.renameSync(this.inside, this.moved);
    Deno.symlinkSync(this.outside, this.inside);
  }

  /** Nothing outside was touched. */
  check(): void {
    assert.deepEqual(Array.from(Deno.readDirSync(this.outside), ({ name }) => name), ["secret"]);
    assert.equal(Deno.readTextFileSync(join(this.outside, "secret")), MINE);
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.#path, { recursive: true });
  }
}

/** What is at `path` now, in words that change if it does. */
function look(path: string): string {
  const info = Deno.lstatSync(path);
  return `${info.ino} ${info.size} ${info.isFile} ${info.isSymlink} ${info.isDirectory}`;
}

/** Receives a file of this name, with `meanwhile` between its halves: the path, or why there is none. */
async function receive(folder: string, name: string, meanwhile: (part: string) => void) {
  const target = await chooseTarget(folder, name);
  const part = await PartFile.open(target, "1-m", bytes.length);
  try {
    await part.append(bytes.subarray(0, half));
    const hidden = Array.from(Deno.readDirSync(folder)).find(({ name }) =>
      name.endsWith(".1-m.part")
    );
    meanwhile(join(folder, hidden?.name as string));
    await part.append(bytes.subarray(half));
    return { target, path: await part.finish() };
  } catch (error) {
    await part.discard();
    return { target, code: (error as { code?: string }).code };
  } finally {
    part[Symbol.dispose]();
  }
}

/** `path` is a file of its own in `folder` with all the bytes. */
function assertSaved(folder: string, path: string): void {
  assert.equal(
    Deno.realPathSync(path),
    join(Deno.realPathSync(folder), path.slice(folder.length + 1)),
  );
  assert.ok(Deno.lstatSync(path).isFile);
  assert.deepEqual(Deno.readFileSync(path), bytes);
}

Deno.test(`a file of any name stays in the folder and beside what has its name, before or meanwhile, seed ${SEED}`, async () => {
  await fc.assert(
    fc.asyncProperty(
      hostileName,
      fc.array(kind, { maxLength: 2 }),
      fc.option(kind),
      async (name, before, during) => {
        using world = new World();
        const { name: safe } = await chooseTarget(world.inside, name);
        const planted = new Map<string, string>();
        const plant = (kind: Kind, as: string) => {
          const path = join(world.inside, as);
          world.put(kind, path);
          planted.set(path, look(path));
        };
        const [first, second] = before;
        if (first !== undefined) plant(first, safe);
        const { path } = await receive(world.inside, name, () => {
          if (second !== undefined && first === undefined) plant(second, safe);
          else if (during !== null && first === undefined) plant(during, safe);
        });
        assert.ok(path !== undefined);
        assertSaved(world.inside, path);
        assert.ok(!planted.has(path));
        for (const [path, was] of planted) assert.equal(look(path), was);
        const names = Array.from(Deno.readDirSync(world.inside), ({ name }) => name);
        assert.equal(names.length, planted.size + 1);
        world.check();
      },
    ),
    { seed: SEED, numRuns: 200 },
  );
});

for (const kind of KINDS) {
  Deno.test(`a ${kind} in the place of the part: nothing is saved through it`, async () => {
    using world = new World();
    const { code } = await receive(world.inside, "a.txt", (part) => {
      Deno.removeSync(part);
      world.put(kind, part);
    });
    assert.equal(code, "not_saved");
    const names = Array.from(Deno.readDirSync(world.inside), ({ name }) => name);
    assert.deepEqual(names.filter((name) => !name.startsWith(".")), []);
    world.check();
  });

  Deno.test(`a ${kind} where a part would begin: it is neither written to nor followed`, async () => {
    using world = new World();
    const path = join(world.inside, ".a.txt.1-m.part");
    world.put(kind, path);
    const was = look(path);
    const opening = PartFile.open({ folder: world.inside, name: "a.txt" }, "1-m", bytes.length);
    // A file that has the name and no other is what an earlier run has left.
    if (kind === "file") return (await opening)[Symbol.dispose]();
    await assert.rejects(opening, { code: "not_saved" });
    assert.equal(look(path), was);
    world.check();
  });
}

Deno.test("a folder that is exchanged for a link meanwhile: nothing is saved through it", async () => {
  using world = new World();
  const { code } = await receive(world.inside, "secret", () => world.swapFolder());
  assert.equal(code, "not_saved");
  world.check();
});

Deno.test("a folder above it that is exchanged for a link meanwhile: nothing is saved through it", async () => {
  using world = new World();
  const deep = join(world.inside, "deep");
  const { code } = await receive(deep, "secret", () => {
    Deno.mkdirSync(join(world.outside, "deep"));
    world.swapFolder();
  });
  assert.equal(code, "not_saved");
  assert.deepEqual(Array.from(Deno.readDirSync(join(world.outside, "deep"))), []);
});

Deno.test("a folder that is moved away and linked back is no other: still nothing is saved through the link", async () => {
  using world = new World();
  const { code } = await receive(world.inside, "a.txt", () => {
    Deno.renameSync(world.inside, world.moved);
    Deno.symlinkSync(world.moved, world.inside);
  });
  assert.equal(code, "not_saved");
  world.check();
});

Deno.test("a part that has its final name already is left to it, and a new one begins", async () => {
  using world = new World();
  const [path, done] = [join(world.inside, ".a.txt.1-m.part"), join(world.inside, "a.txt")];
  Deno.writeTextFileSync(done, MINE);
  Deno.linkSync(done, path);
  const saved = await receive(world.inside, "a.txt", () => {});
  assert.equal(saved.path, join(world.inside, "a (1).txt"));
  assert.equal(Deno.readTextFileSync(done), MINE);
});
