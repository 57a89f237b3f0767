/** The judge sees what is wrong. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import type { ClientEvent } from "../support/client.ts";
import { TempDir } from "../support/temp_dir.ts";
import { judge } from "./lab/oracle.ts";

const STORED = [[1, "a1", "ana", "one"], [2, "b1", "ben", "two"], [
  3,
  "a2",
  "ana",
  "three",
]] as const;

const sent = (seq: number, id: string) => ({ type: "sent", at: "", seq, id });
const shown = (seq: number, from: string, text: string) => ({
  type: "message",
  at: "",
  seq,
  from,
  text,
});
const ANA = [sent(1, "a1"), shown(2, "ben", "two"), sent(3, "a2")];

const CASES:
  readonly (readonly [what: string, events: readonly ClientEvent[], complaint: RegExp])[] = [
    ["an acknowledged message that is not stored", [...ANA, sent(4, "a3")], /a3 .* is not stored/],
    [
      "a shown message that is not stored",
      [...ANA, shown(4, "ben", "?")],
      /4 was shown and is not/,
    ],
    ["a message shown twice", [...ANA, shown(2, "ben", "two")], /2 was shown twice/],
    ["a message that was never shown", [sent(1, "a1"), sent(3, "a2")], /2 of ben .* never told/],
    ["an own message that was never acknowledged", ANA.slice(0, 2), /3 of ana .* never told/],
    ["another text", [sent(1, "a1"), shown(2, "ben", "2"), sent(3, "a2")], /not shown as it is/],
  ];

async function judgeAna(events: readonly ClientEvent[], said: readonly string[]) {
  await using folder = await TempDir.make();
  const path = folder.join("chat.db");
  {
    using database = new DatabaseSync(path);
    database.exec("CREATE TABLE entries (seq INTEGER PRIMARY KEY, type TEXT, line TEXT)");
    const insert = database.prepare("INSERT INTO entries VALUES (?, 'message', ?)");
    for (const [seq, id, from, text] of STORED) {
      insert.run(seq, JSON.stringify({ seq, id, from, text }));
    }
  }
  return judge({
    database: path,
    clients: [{ name: "ana", events }],
    said: new Map([["ana", said]]),
  });
}

Deno.test("judge() is content when all promises were kept", async () => {
  assert.deepEqual(await judgeAna(ANA, ["one", "three"]), []);
});

for (const [what, events, complaint] of CASES) {
  Deno.test(`judge() complains of ${what}`, async () => {
    const complaints = await judgeAna(events, ["one", "three"]);
    assert.equal(complaints.length, 1);
    assert.match(String(complaints[0]), complaint);
  });
}

Deno.test("judge() complains of what was said and is not stored", async () => {
  const [complaint] = await judgeAna(ANA, ["one", "lost", "three"]);
  assert.match(String(complaint), /missing: lost/);
});
