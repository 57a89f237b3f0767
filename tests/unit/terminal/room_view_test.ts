import assert from "node:assert/strict";
import { ARRIVALS_MS } from "../../../client/terminal/arrivals.ts";
import { paletteOf } from "../../../client/terminal/colour.ts";
import { RoomView } from "../../../client/terminal/room_view.ts";
import { AT, roomView } from "./viewed_room.ts";

const transfer = {
  type: "transfer",
  id: "7",
  name: "photo.png",
  direction: "down",
  bytes: 0,
  size: 1000,
} as const;

Deno.test("RoomView sets history apart from what is new", () => {
  const { say, rows } = roomView();
  say("old", true);
  say("new");
  assert.deepEqual(rows(), ["── earlier ──", "21:04 [ben] old", "── now ──", "21:04 [ben] new"]);
});

Deno.test("RoomView marks guests wherever their names stand, and nobody else", () => {
  const { handle, say, rows } = roomView();
  const members = ["ana", "ben", "bot"];
  const room = { type: "welcome", you: "ana", room: "main", server: "chat" } as const;
  handle({ ...room, members, guests: ["bot"], again: false, resumed: false });
  assert.deepEqual(rows().slice(1), [
    "  3 here: ana, ben, ~bot",
    "  ~ marks guests: no key vouches for them",
  ]);
  say("hello", false, "bot");
  say("hello", false, "ben");
  handle({ type: "renamed", from: "bot", to: "robot" });
  handle({ type: "pending", id: "id1", text: "psst", to: "robot" });
  handle({ type: "sent", id: "id1", seq: 2 });
  handle({ type: "joined", name: "cleo", guest: true });
  handle({ type: "left", name: "robot", reason: "quit" });
  handle({ type: "joined", name: "robot" });
  say("a key has the name now", false, "robot");
  assert.deepEqual(rows(), [
    "21:04 [~bot] hello",
    "21:04 [ben] hello",
    "21:04 * bot is now called robot",
    "21:04 [ana -> ~robot] psst",
    "21:04 * ~cleo joined the chat!",
    "21:04 * ~robot exited the chat",
    "21:04 * robot joined the chat!",
    "21:04 [robot] a key has the name now",
  ]);
});

Deno.test("RoomView shows an own message where its acknowledgement stands in the log", () => {
  const { view, handle, say, rows } = roomView();
  handle({ type: "pending", id: "id1", text: "mine" });
  say("theirs");
  assert.deepEqual(view.unsent, [{ text: "mine" }]);
  handle({ type: "sent", id: "id1", seq: 2 });
  assert.deepEqual(rows(), ["21:04 [ben] theirs", "21:04 [ana] mine"]);
  assert.deepEqual(view.unsent, []);
  handle({ type: "sent", id: "id1", seq: 2 });
  assert.deepEqual(rows(), []);
});

Deno.test("RoomView tells which own message was refused or never sent", () => {
  const { handle, rows } = roomView();
  handle({ type: "pending", id: "id1", text: "refused" });
  handle({ type: "pending", id: "id2", text: "lost" });
  handle({ type: "error", code: "bad_text", text: "No", id: "id1" });
  handle({ type: "link", state: "closed", reason: "left", text: "", wasUp: true });
  assert.deepEqual(rows(), ["21:04 ! No: refused", "21:04 ! Not sent: lost"]);
});

Deno.test("RoomView rings for messages and for mentions, not for history", () => {
  const { say } = roomView();
  assert.deepEqual(say("hello"), { rings: "message" });
  assert.deepEqual(say("hello ana"), { rings: "mention" });
  assert.deepEqual(say("hello ana", true), {});
});

Deno.test("RoomView knows who is here, and who changed the name", () => {
  const { view, handle, rows } = roomView();
  handle({ type: "joined", name: "cleo" });
  handle({ type: "renamed", from: "ana", to: "anna" });
  handle({ type: "left", name: "ben", reason: "lost" });
  assert.equal(view.you, "anna");
  assert.equal(view.status.members, 2);
  assert.deepEqual(rows().slice(0, 3), [
    "21:04 * cleo joined the chat!",
    "21:04 * You are now called anna",
    "21:04 * ben exited the chat (connection lost)",
  ]);
});

Deno.test("RoomView shows a transfer while it runs and what became of it", () => {
  const { view, handle, rows } = roomView();
  handle({ ...transfer, state: "started" });
  assert.equal(view.transfers.newest, "7");
  assert.equal(view.status.downloads, 1);
  const effect = handle({ ...transfer, state: "done", path: "/tmp/photo.png", sha256: "" });
  assert.deepEqual(effect, { received: "/tmp/photo.png" });
  assert.equal(view.savedAs("7"), "/tmp/photo.png");
  assert.equal(view.status.downloads, 0);
  handle({ ...transfer, state: "failed", code: "bad_digest" });
  handle({ ...transfer, state: "declined" });
  assert.deepEqual(rows(), [
    "21:04 * File: photo.png received successfully (1 kB), verified -> /tmp/photo.png",
    "21:04 ! photo.png was not received: The bytes that arrived are not the bytes that were sent",
    "21:04 * Declined photo.png",
  ]);
});

Deno.test("RoomView gathers receipts and rushes, and shows them when they are due", () => {
  const { view, handle, rows } = roomView();
  for (const by of ["ben", "cleo"]) {
    handle({ type: "receipt", id: "7", name: "photo.png", by, state: "done" });
  }
  for (const name of ["a", "b", "c", "d", "e"]) handle({ type: "joined", name });
  assert.equal(rows().length, 3);
  assert.equal(view.dueAtMs, ARRIVALS_MS);
  view.tick(ARRIVALS_MS - 1, new Date(AT));
  assert.deepEqual(rows(), []);
  view.tick(ARRIVALS_MS, new Date(AT));
  assert.deepEqual(rows(), [
    "21:04 * d and e joined the chat!",
    "21:04 * ben and cleo received photo.png, verified",
  ]);
});

Deno.test("RoomView shows an invite bare, as it is copied or scanned", () => {
  const { handle, rows } = roomView();
  const lines = ["chat join host:5050#x", "█▀▀▀▀▀▀▀█  ▀"];
  for (const text of lines) handle({ type: "notice", code: "invite", text });
  assert.deepEqual(rows(), lines.map((line) => `  ${line}`));
});

Deno.test("RoomView marks the beginning of a day", () => {
  const view = new RoomView(
    "ana",
    true,
    () => ({ palette: paletteOf(false), columns: 100, names: [] }),
  );
  for (const day of [22, 22, 23]) {
    const at = new Date(2026, 10, day, 9, 0).toISOString();
    view.handle({ type: "notice", code: "x", text: "hi", at }, 0);
  }
  assert.deepEqual(view.transcript.take(), [
    "── Sunday, 22 November 2026 ──",
    "09:00 * hi",
    "09:00 * hi",
    "── Monday, 23 November 2026 ──",
    "09:00 * hi",
  ]);
});

Deno.test("RoomView tells private messages and actions apart, and what is to you alone rings", () => {
  const { handle, rows } = roomView();
  const message = { type: "message", id: "x", seq: 1, from: "ben", history: false } as const;
  assert.deepEqual(handle({ ...message, text: "psst", to: "ana" }), { rings: "mention" });
  handle({ ...message, text: "waves", action: true });
  handle({ type: "pending", id: "id1", text: "psst yourself", to: "ben" });
  handle({ type: "sent", id: "id1", seq: 2 });
  assert.deepEqual(rows(), [
    "21:04>[ben -> ana] psst",
    "21:04 ** ben waves",
    "21:04 [ana -> ben] psst yourself",
  ]);
});

Deno.test("RoomView shows older messages and what a search found, oldest first", () => {
  const { handle, rows } = roomView();
  const past = (text: string) =>
    ({ type: "message", id: "x", seq: 1, from: "ben", text, history: true, at: AT }) as const;
  handle({ type: "history", entries: [past("one"), past("two")], more: true });
  handle({ type: "found", words: "o", entries: [past("two"), past("one")], more: false });
  assert.deepEqual(rows(), [
    "── older ──",
    "21:04 [ben] one",
    "21:04 [ben] two",
    "── /history shows more ──",
    "── search: o ──",
    "21:04 [ben] one",
    "21:04 [ben] two",
    "── 2 found ──",
  ]);
});
