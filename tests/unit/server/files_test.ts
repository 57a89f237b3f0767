/** The files of a server at their door: what is shared, what makes room, what is gone. */
import assert from "node:assert/strict";
import { Traffic } from "../../../server/base/traffic.ts";
import { Files } from "../../../server/files/files.ts";
import { Spool } from "../../../server/files/spool.ts";
import { openStore } from "../../support/store.ts";
import { serverParts, SETTINGS } from "../../support/server_parts.ts";
import { TempDir } from "../../support/temp_dir.ts";

const DAY_MS = 24 * 3_600_000;

function open(folder: TempDir, spoolBytes: number, opened = openStore()) {
  const parts = serverParts(opened);
  const { store, log, db, clock } = parts;
  const told: unknown[] = [];
  const files = new Files({
    ...parts,
    settings: {
      ...SETTINGS,
      limits: { ...SETTINGS.limits, spool: spoolBytes },
      keepFilesMs: 30 * DAY_MS,
    },
    spool: new Spool(folder.join("spool")),
    traffic: new Traffic(),
    tell: (author, line) => told.push([author, line]),
    nameOf: (author) => `member ${author}`,
  });
  log.project(files);
  /** Shares a file of `size` bytes, whole; its number. */
  const share = async (id: string, size: number): Promise<number> => {
    using _reserved = files.reservations.reserve(1, size);
    const outcome = await log.append({
      change: {
        type: "file_offered",
        room: 1,
        author: 1,
        id,
        from: "ana",
        name: `${id}.bin`,
        size,
        mime: "application/octet-stream",
      },
    });
    assert.equal(outcome.kind, "entered");
    const file = outcome.kind === "entered" ? outcome.seq : 0;
    Deno.writeFileSync(folder.join(`spool/${file}.bin`), new Uint8Array(size));
    await files.complete(files.find(file), "0".repeat(64));
    return file;
  };
  const withdrawn = () =>
    db.prepare("SELECT line FROM entries WHERE type = 'withdrawn' ORDER BY seq").all()
      .map(({ line }) => JSON.parse(String(line)))
      .map(({ file, reason }) => [Number(file), reason]);
  const names = () => files.list(1, 1e9).map(({ name }) => name);
  const stored = () => Array.from(Deno.readDirSync(folder.join("spool"))).length;
  return {
    ...opened,
    log,
    store,
    clock,
    close: parts.close,
    files,
    share,
    withdrawn,
    names,
    stored,
    told,
  };
}

Deno.test("Reservations.reserve() lets the oldest files make room, and says to the room that they are gone", async () => {
  await using folder = await TempDir.make();
  const { files, share, withdrawn, names, stored, log, close } = open(folder, 250);
  const first = await share("a", 100);
  await share("b", 100);
  await share("c", 100);
  await log.settled();
  assert.deepEqual(withdrawn(), [[first, "removed"]]);
  assert.deepEqual(names(), ["c.bin", "b.bin"]);
  assert.equal(stored(), 2);
  assert.throws(() => files.reservations.reserve(1, 251), { code: "storage_full" });
  assert.throws(() => files.ticket(1, first, "down"), { code: "no_such_file" });
  await close();
});

Deno.test("Reservations.reserve() counts what others have been promised in the same turn", async () => {
  await using folder = await TempDir.make();
  const { files, close } = open(folder, 250);
  const reserved = files.reservations.reserve(1, 200);
  assert.throws(() => files.reservations.reserve(2, 100), { code: "storage_full" });
  reserved[Symbol.dispose]();
  files.reservations.reserve(2, 100)[Symbol.dispose]();
  await close();
});

Deno.test("Files.sweep() removes what is too old, and says why", async () => {
  await using folder = await TempDir.make();
  const { files, share, withdrawn, clock, log, stored, close } = open(folder, 1_000);
  const old = await share("old", 10);
  clock.pass(20 * DAY_MS);
  await share("new", 10);
  clock.pass(15 * DAY_MS);
  files.sweep();
  await log.settled();
  assert.deepEqual(withdrawn(), [[old, "expired"]]);
  assert.equal(stored(), 1);
  await close();
});

Deno.test("Files.withdraw() is for the sender of an unfinished upload alone", async () => {
  await using folder = await TempDir.make();
  const { files, share, close } = open(folder, 1_000);
  const file = await share("a", 10);
  assert.throws(() => files.withdraw(2, file), { code: "not_yours" });
  assert.throws(() => files.withdraw(1, file), { code: "no_such_file" });
  assert.throws(() => files.withdraw(1, 77), { code: "no_such_file" });
  await close();
});

Deno.test("Files finds at a start what the disk holds: damaged files are set aside, strangers removed", async () => {
  await using folder = await TempDir.make();
  const before = open(folder, 1_000);
  const [kept, damaged] = [await before.share("kept", 10), await before.share("damaged", 10)];
  Deno.truncateSync(folder.join(`spool/${damaged}.bin`), 3);
  Deno.writeTextFileSync(folder.join("spool/99.bin"), "of no file");
  const after = open(folder, 1_000, before);
  await after.log.settled();
  assert.deepEqual(after.withdrawn(), [[damaged, "removed"]]);
  assert.deepEqual(after.names(), ["kept.bin"]);
  const left = Array.from(Deno.readDirSync(folder.join("spool")), ({ name }) => name).toSorted();
  assert.equal(left.length, 2);
  assert.ok(left.includes(`${kept}.bin`) && left.some((name) => name.includes("corrupt")));
  await after.close();
});
