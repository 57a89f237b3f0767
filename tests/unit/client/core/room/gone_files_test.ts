/** What a client makes of files that are not there any more. */
import assert from "node:assert/strict";
import { message, ScriptedPeer, welcome } from "../../../../support/scripted_peer.ts";
import { TestedClient } from "../../../../support/tested_client.ts";

const AT = "2026-01-01T00:00:00.000Z";

const file = (seq: number, from = "ben") => {
  const facts = { from, name: `${seq}.txt`, size: 1, mime: "text/plain" };
  return { type: "file", seq, id: `x${seq}`, at: AT, file: String(seq), ...facts };
};
const withdrawn = (seq: number, of: number, reason: string, from = "ben") => {
  return { type: "withdrawn", seq, at: AT, file: String(of), from, name: `${of}.txt`, reason };
};

/** What of an event is looked at. */
interface Shown {
  readonly type: string;
  readonly id?: unknown;
  readonly gone?: unknown;
  readonly text?: unknown;
}

/** What the client tells of files and notices until the message "end" comes. */
async function toldOf(...lines: object[]): Promise<readonly Shown[]> {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address, accept: "none" });
  using _ = (await peer.greet(...lines, message(99, "end"))).connection;
  await ana.next("message", ({ text }) => text === "end");
  return ana.all.filter(({ type, ...rest }) =>
    type === "file" || (type === "notice" && "code" in rest && rest.code === "withdrawn")
  );
}

const shown = (events: readonly Shown[]) =>
  events.map(({ type, id, gone, text }) =>
    type === "notice" ? text : `${id} ${gone === true ? "gone" : "here"}`
  );

Deno.test("a newcomer knows what is gone before it is shown, and is not told again", async () => {
  const events = await toldOf(
    welcome({ gone: ["5"] }),
    file(5),
    file(6),
    withdrawn(7, 5, "cancelled"),
  );
  assert.deepEqual(shown(events), ["5 gone", "6 here"]);
});

Deno.test("a server that does not tell what is gone is an older one", async () => {
  assert.deepEqual(shown(await toldOf(welcome(), file(5))), ["5 here"]);
});

Deno.test("who has been offered a file hears why it is gone", async () => {
  const events = await toldOf(
    welcome(),
    file(11),
    file(12),
    file(13),
    withdrawn(14, 11, "cancelled"),
    withdrawn(15, 12, "expired"),
    withdrawn(16, 13, "removed"),
    // Never offered to this client.
    withdrawn(17, 3, "expired"),
  );
  assert.deepEqual(shown(events).slice(3), [
    "ben no longer shares 11.txt",
    "The file 12.txt from ben is not on the server any more",
    "The file 13.txt from ben is not on the server any more",
  ]);
});

Deno.test("pages of the history tell what of them is gone, and gone files are not fetched", async () => {
  using peer = new ScriptedPeer();
  await using ana = new TestedClient({ address: peer.address, accept: "all" });
  using connection = (await peer.greet(welcome({ gone: ["11"] }), file(11))).connection;
  const offered = await ana.next("file");
  assert.deepEqual([offered.gone, offered.accepted], [true, false]);
  ana.client.history(2);
  await connection.next("history");
  const entries = [file(2), file(3)];
  await connection.send({ type: "history", before: 10, entries, more: false, gone: ["2"] });
  const page = await ana.next("history");
  assert.deepEqual(shown(page.entries), ["2 gone", "3 here"]);
});
