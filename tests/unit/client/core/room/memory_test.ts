import assert from "node:assert/strict";
import { Memory } from "../../../../../client/core/room/memory.ts";
import { TempDir } from "../../../../support/temp_dir.ts";

const ADDRESS = { host: "host", port: 5050 };
const [LOG, OTHER_LOG, TOKEN] = ["1".repeat(32), "2".repeat(32), "3".repeat(32)];
const UPLOAD = { id: "a-1", path: "/film", size: 9, mtimeMs: 1, sent: 4, sha256: "0".repeat(64) };

Deno.test("Memory keeps who one was and what was being sent, for one process at a time", async () => {
  await using folder = await TempDir.make();
  {
    using memory = Memory.open(folder.path, ADDRESS, "Ana");
    assert.equal(Memory.open(folder.path, ADDRESS, "ana"), undefined, "somebody is ana now");
    using ben = Memory.open(folder.path, ADDRESS, "ben");
    assert.equal(ben?.token, undefined);
    memory?.welcomed(LOG, TOKEN);
    memory?.keepUpload(UPLOAD);
  }
  using memory = Memory.open(folder.path, ADDRESS, "ana");
  assert.deepEqual([memory?.token, memory?.uploads], [TOKEN, [UPLOAD]]);
  const others = Array.from(Deno.readDirSync(folder.path), ({ name }) => name)
    .filter((name) => name.endsWith(".json") || name.endsWith(".new"));
  assert.equal(others.length, 1, "nothing half-written is left");
  memory?.welcomed(OTHER_LOG, TOKEN);
  assert.deepEqual(memory?.uploads, [], "another log knows nothing of them");
});

Deno.test("Memory has nothing to come back to after leaving, and minds no rubbish", async () => {
  await using folder = await TempDir.make();
  {
    using memory = Memory.open(folder.path, ADDRESS, "ana");
    memory?.welcomed(LOG, TOKEN);
    memory?.forget();
    memory?.keepUpload(UPLOAD);
  }
  {
    using memory = Memory.open(folder.path, ADDRESS, "ana");
    assert.deepEqual([memory?.token, memory?.uploads], [undefined, []]);
    memory?.welcomed(LOG, TOKEN);
  }
  for (const { name } of Deno.readDirSync(folder.path)) {
    if (name.endsWith(".json")) Deno.writeTextFileSync(folder.join(name), '{"log": 1}');
  }
  using memory = Memory.open(folder.path, ADDRESS, "ana");
  assert.equal(memory?.token, undefined);
});

Deno.test("Memory.open() does without a place that cannot be written", () => {
  assert.equal(Memory.open("/dev/null/chat", ADDRESS, "ana"), undefined);
});
