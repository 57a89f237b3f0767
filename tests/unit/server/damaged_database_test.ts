import assert from "node:assert/strict";
import { openDatabase } from "../../../server/store/database.ts";
import { TempDir } from "../../support/temp_dir.ts";

const PAGE = 4_096;

/** A database with enough rows to fill pages, which is closed. */
function makeDatabase(path: string): void {
  const options = { fsync: false, onDamaged: assert.fail, wall: () => 0 };
  using database = openDatabase(path, options);
  const insert = database.prepare("INSERT INTO meta (key, value) VALUES (?, ?)");
  for (let row = 0; row < 500; row++) insert.run(`key ${row}`, "x".repeat(200));
}

const DAMAGES: readonly (readonly [what: string, damage: (path: string) => void])[] = [
  ["is something else", (path) => Deno.writeTextFileSync(path, "no database ".repeat(1_000))],
  ["is cut off", (path) => Deno.truncateSync(path, 5 * PAGE)],
  ["has lost pages in its middle", (path) => {
    using file = Deno.openSync(path, { write: true });
    file.seekSync(8 * PAGE, Deno.SeekMode.Start);
    file.writeSync(new Uint8Array(6 * PAGE).fill(0xa5));
  }],
];

for (const [what, damage] of DAMAGES) {
  Deno.test(`openDatabase() moves a file aside that ${what}, says so, and begins anew`, async () => {
    await using folder = await TempDir.make();
    const path = folder.join("chat.db");
    makeDatabase(path);
    damage(path);
    const damaged = await Deno.readFile(path);
    const said: string[] = [];
    const options = {
      fsync: false,
      onDamaged: (text: string) => void said.push(text),
      wall: () => 0,
    };
    using database = openDatabase(path, options);
    assert.deepEqual({ ...database.prepare("SELECT count(*) AS rows FROM entries").get() }, {
      rows: 0,
    });
    assert.equal(said.length, 1);
    const [aside] = Array.from(Deno.readDirSync(folder.path), ({ name }) => name)
      .filter((name) => /^chat\.db\.corrupt-.*Z$/.test(name));
    assert.deepEqual(await Deno.readFile(folder.join(String(aside))), damaged);
  });
}
