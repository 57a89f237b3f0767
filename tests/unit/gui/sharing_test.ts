import assert from "node:assert/strict";
import type { ClientEvent } from "../../../client/core/base/events.ts";
import { Conversation } from "../../../client/gui/conversation.ts";
import { OutgoingFolder } from "../../../client/gui/outgoing_folder.ts";
import { Sharing } from "../../../client/gui/sharing.ts";
import { TempDir } from "../../support/temp_dir.ts";

const at = "2026-01-01T00:00:00.000Z";

Deno.test("Sharing: files have their places in the order in which they were shared", async () => {
  await using folder = await TempDir.make();
  await using outgoing = new OutgoingFolder(folder.path, "mark");
  const security = { isEncrypted: true };
  const room = { address: "host:1", invite: "", downloads: folder.path, security };
  const conversation = new Conversation(room, () => {}, { wall: () => 0 });
  const sharing = new Sharing(conversation, outgoing);
  let offers = 0;
  const state = {
    you: "ana",
    room: "main",
    members: [],
    guests: [],
    knownNames: [],
    limits: undefined,
  };
  const client = { state, sendFile: () => `offer ${offers++}` };
  for (const ref of ["a", "b", "c", "d"]) {
    assert.equal(await sharing.share(client, { ref, name: ref, size: 0, bytes: null }), "ok");
  }
  const places = () =>
    conversation.journal.from(0, 9).map((item) => item.kind === "file" ? item.file : "");
  const started = (offer: string, id: string) => {
    const facts = { name: "", direction: "up", state: "started", bytes: 0, size: 0 } as const;
    sharing.place({ type: "transfer", id, offer, at, ...facts });
  };
  // The first is overtaken, the second fails, and one that no page handed over waits for nobody.
  started("offer 2", "12");
  assert.deepEqual(places(), []);
  started("typed", "20");
  started("offer 0", "10");
  assert.deepEqual(places(), ["20", "10"]);
  const error: ClientEvent = { type: "error", code: "not_readable", text: "", id: "offer 1", at };
  sharing.failed(error);
  assert.deepEqual(places(), ["20", "10", "12"]);
  started("offer 3", "13");
  started("offer 3", "13");
  assert.deepEqual(places(), ["20", "10", "12", "13"]);
  assert.deepEqual([...conversation.outgoing.values()].map(({ state }) => state), ["failed"]);
});

Deno.test("OutgoingFolder names the folder that takes no files, and the reason", async () => {
  await using folder = await TempDir.make();
  await Deno.writeTextFile(folder.join("in"), "");
  await using outgoing = new OutgoingFolder(folder.join("in"), "mark");
  await assert.rejects(outgoing.receive("a", "a", null, () => {}), {
    code: "not_saved",
    message: `The file cannot be saved in ${folder.join("in")} (that is a file)`,
  });
});
