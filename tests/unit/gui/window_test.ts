import assert from "node:assert/strict";
import { Access, WINDOW_TICKET_LIFE_MS } from "../../../client/gui/access.ts";
import { browserCommand, folderCommand } from "../../../client/gui/browser_command.ts";
import type { FileView } from "../../../client/gui/channel.ts";
import { Conversation } from "../../../client/gui/conversation.ts";
import { isAllowed } from "../../../client/gui/guard.ts";
import { Journal } from "../../../client/gui/journal.ts";
import { parseRange } from "../../../client/gui/range.ts";
import { sniff } from "../../../client/gui/sniff.ts";
import { Tab } from "../../../client/gui/tab.ts";
import type { ClientEvent, EventBody } from "../../../client/core/base/events.ts";

Deno.test("Access: a ticket is worth the token once and in time", () => {
  let nowMs = 0;
  const access = new Access({ monotonic: () => nowMs });
  assert.equal(access.redeem("0".repeat(32)), undefined);
  assert.equal(access.redeem(access.ticket), access.token);
  assert.equal(access.redeem(access.ticket), undefined);
  assert.equal(access.redeem(access.token), access.token);
  assert.ok(access.allows(access.token) && !access.allows(access.ticket));
  assert.ok(!access.allows(undefined));
  const late = new Access({ monotonic: () => nowMs });
  nowMs = WINDOW_TICKET_LIFE_MS + 1;
  assert.equal(late.redeem(late.ticket), undefined);
});

Deno.test("isAllowed() lets own pages do everything and others nothing", () => {
  const host = "127.0.0.1:4000";
  const own = {
    method: "GET",
    host,
    urlHost: host,
    origin: null,
    fetchSite: null,
    isUpgrade: false,
  };
  const origin = `http://${host}`;
  assert.ok(isAllowed(own, host));
  assert.ok(isAllowed({ ...own, method: "POST", origin }, host));
  assert.ok(isAllowed({ ...own, isUpgrade: true, origin, fetchSite: "same-origin" }, host));
  for (
    const change of [
      { host: "evil.example" },
      { host: null },
      { urlHost: "evil.example" },
      { method: "POST" },
      { method: "PUT", origin },
      { isUpgrade: true },
      { isUpgrade: true, origin: "null" },
      { origin: "http://127.0.0.1:4001" },
      { fetchSite: "cross-site" },
      { fetchSite: "same-site" },
    ]
  ) assert.ok(!isAllowed({ ...own, ...change }, host), JSON.stringify(change));
});

Deno.test("parseRange() finds the bytes that are asked for", () => {
  const cases: [string | null, number, ReturnType<typeof parseRange>][] = [
    [null, 10, "whole"],
    ["bytes=0-", 10, { start: 0, end: 10 }],
    ["bytes=2-4", 10, { start: 2, end: 5 }],
    ["bytes=2-99", 10, { start: 2, end: 10 }],
    ["bytes=-3", 10, { start: 7, end: 10 }],
    ["bytes=-30", 10, { start: 0, end: 10 }],
    ["bytes=10-", 10, "unsatisfiable"],
    ["bytes=-0", 10, "unsatisfiable"],
    ["bytes=0-", 0, "unsatisfiable"],
    ["bytes=4-2", 10, "whole"],
    ["bytes=0-1,3-4", 10, "whole"],
    ["lines=0-1", 10, "whole"],
    ["bytes=-", 10, "whole"],
  ];
  for (const [header, size, wanted] of cases) {
    assert.deepEqual(parseRange(header, size), wanted, `${header} of ${size}`);
  }
});

Deno.test("sniff() knows pictures, sounds and films by their bytes alone", () => {
  const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
  assert.equal(sniff(bytes("\x89PNG\r\n\x1a\n…"))?.mime, "image/png");
  assert.equal(sniff(bytes("RIFF1234WEBPVP8 "))?.mime, "image/webp");
  assert.equal(sniff(bytes("RIFF1234WAVEfmt "))?.mime, "audio/wav");
  assert.equal(sniff(bytes("\0\0\0 ftypisom"))?.mime, "video/mp4");
  assert.equal(sniff(bytes("\0\0\0 ftypM4A "))?.mime, "audio/mp4");
  for (const text of ["", "<svg xmlns=", "<html>", "%PDF-1.7", "RIFF1234AVI ", "\x89PN"]) {
    assert.equal(sniff(bytes(text)), undefined, text);
  }
});

const at = "2026-01-01T00:00:00.000Z";
const item = (text: string) => ({ kind: "notice", text, at }) as const;

Deno.test("Journal: older items stand before the first one, and the oldest are forgotten", () => {
  const journal = new Journal(10);
  for (const text of ["c", "d"]) journal.add(item(text));
  journal.addOlder([item("a"), item("b")]);
  assert.deepEqual(journal.from(-2, 9).map(({ n }) => n), [-2, -1, 0, 1]);
  const { items, hasOlder } = journal.before(1, 2);
  assert.deepEqual([items.map(({ n }) => n), hasOlder], [[-1, 0], true]);
  assert.ok(journal.takesOlder);
  for (let more = 0; more < 8; more++) journal.add(item("e"));
  assert.equal(journal.from(-9, 99).length, 10);
  assert.ok(!journal.takesOlder);
});

function conversation(): { room: Conversation; happen: (event: EventBody) => void } {
  const room = new Conversation(
    {
      address: "host:1",
      invite: "chat join host:1",
      downloads: "/d",
      security: { isEncrypted: true },
    },
    () => {},
    { wall: () => 0 },
  );
  return { room, happen: (event) => room.apply({ ...event, at } as ClientEvent) };
}

const welcome = {
  type: "welcome",
  you: "ana",
  room: "main",
  members: ["ana"],
  server: "s",
  again: false,
  resumed: false,
} as const;

Deno.test("Conversation: an own message has its place when it is stored", () => {
  const { room, happen } = conversation();
  happen(welcome);
  happen({ type: "pending", id: "1", text: "mine" });
  happen({ type: "message", id: "x", seq: 1, from: "ben", text: "theirs", history: false });
  happen({ type: "sent", id: "1", seq: 2 });
  happen({ type: "sent", id: "1", seq: 2 });
  const texts = room.journal.from(0, 9).map((entry) => "text" in entry ? entry.text : "");
  assert.deepEqual(texts, ["theirs", "mine"]);
  assert.equal(room.pending.size, 0);
});

Deno.test("Conversation: what is replayed after a break was missed, what came first is old", () => {
  const { room, happen } = conversation();
  const message = { type: "message", seq: 1, from: "ben", text: "t", history: true } as const;
  happen(welcome);
  happen({ ...message, id: "1" });
  happen({ ...welcome, again: true });
  happen({ ...message, id: "2" });
  const facts = room.journal.from(0, 9).flatMap((entry) =>
    entry.kind === "message" ? [[entry.old, entry.missed]] : []
  );
  assert.deepEqual(facts, [[true, false], [false, true]]);
});

Deno.test("Conversation: a file gathers who has it", () => {
  const { room, happen } = conversation();
  happen(welcome);
  const transfer = {
    type: "transfer",
    id: "7",
    name: "a",
    direction: "up",
    bytes: 0,
    size: 1,
  } as const;
  happen({ ...transfer, state: "started" });
  room.shared("7", at);
  room.shared("7", at);
  happen({ type: "receipt", id: "7", name: "a", by: "ben", state: "done" });
  happen({ type: "receipt", id: "7", name: "a", by: "ben", state: "done" });
  happen({ type: "receipt", id: "7", name: "a", by: "cleo", state: "declined" });
  const { mine, done, declined } = room.files.get("7") as FileView;
  assert.deepEqual({ mine, done, declined }, { mine: true, done: ["ben"], declined: ["cleo"] });
  assert.equal(room.journal.next, 1);
});

Deno.test("Conversation: files that are gone are known as gone, told by the log or left out of a list", () => {
  const { room, happen } = conversation();
  happen(welcome);
  const file = {
    type: "file",
    seq: 1,
    from: "ben",
    name: "a",
    size: 1,
    mime: "",
    history: true,
  } as const;
  const share = (id: string, history = true) => happen({ ...file, id, history, accepted: false });
  const goneOf = (id: string) => room.files.get(id)?.gone;
  const withdrawn = { type: "withdrawn", from: "ben", name: "a", history: true } as const;
  for (const id of ["3", "5", "8"]) share(id);
  happen({ ...withdrawn, id: "5", reason: "cancelled" });
  assert.equal(goneOf("5"), "cancelled");
  // The withdrawal of an older file may be known before the file is.
  happen({ ...withdrawn, id: "2", reason: "abandoned" });
  assert.equal(room.files.has("2"), false);
  const entry = { ...file, id: "2", accepted: false, at };
  happen({ type: "history", entries: [entry], more: true });
  assert.equal(goneOf("2"), "abandoned");
  // A live file is newer than the list.
  share("9", false);
  const listed = (id: string) => ({
    ...{ file: id, name: "a", size: 1, mime: "", from: "ben", at, stored: 1, complete: true },
  });
  assert.equal(room.shelf.nextBefore(), "9");
  happen({ type: "files", files: [listed("3")], more: true });
  assert.deepEqual(["3", "8", "9"].map(goneOf), [undefined, "", undefined]);
  assert.equal(room.shelf.nextBefore(), undefined);
  happen({ type: "history", entries: [{ ...entry, id: "1" }], more: false });
  happen({ type: "files", files: [], more: false, before: "3" });
  assert.equal(goneOf("1"), "");
  const transfer = {
    type: "transfer",
    id: "3",
    name: "a",
    direction: "down",
    bytes: 0,
    size: 1,
  } as const;
  happen({ ...transfer, state: "failed", code: "connection_lost" });
  assert.equal(goneOf("3"), undefined);
  happen({ ...transfer, state: "failed", code: "no_such_file" });
  assert.equal(goneOf("3"), "no_such_file");
});

Deno.test("Tab: while the page shows an update, everything else becomes the next one", async () => {
  const { room, happen } = conversation();
  happen(welcome);
  const sent: { items?: unknown[]; hasOlder?: boolean }[] = [];
  const tab = new Tab(room, (text) => sent.push(JSON.parse(text)));
  const add = (text: string) => {
    room.journal.add(item(text));
    tab.changed("items");
  };
  await Promise.resolve();
  assert.equal(sent.length, 1);
  for (const text of ["a", "b", "c"]) add(text);
  await Promise.resolve();
  assert.equal(sent.length, 1);
  tab.receive('{"type":"shown"}');
  assert.equal(sent[1]?.items?.length, 3);
  assert.equal(sent[1]?.hasOlder, undefined);
  for (const bad of ["{", "{}", '{"type":"get","file":"../x"}', "x".repeat(200_000), 7]) {
    assert.equal(tab.receive(bad), "bad", String(bad).slice(0, 30));
  }
});

Deno.test("browserCommand() opens a window of its own where it can, and nothing without a desktop", () => {
  const linux = {
    os: "linux",
    env: (name: string) => name === "DISPLAY" ? ":0" : undefined,
  } as const;
  const url = "http://127.0.0.1:1/#k";
  assert.deepEqual(browserCommand(url, linux), ["xdg-open", url]);
  const chromium = { ...linux, defaultBrowser: "chromium.desktop" };
  assert.deepEqual(browserCommand(url, chromium), ["chromium", `--app=${url}`]);
  assert.equal(browserCommand(url, { ...linux, env: () => undefined }), undefined);
  assert.equal(browserCommand(url, { ...linux, env: () => "none" }), undefined);
  assert.deepEqual(folderCommand("/d", { os: "darwin", env: () => undefined }), ["open", "/d"]);
});
