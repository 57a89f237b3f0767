/** Whatever others send: what the terminal's front end makes of it harms nobody and passes for nothing else. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { EventBody, FileEvent, MessageEvent } from "../../../client/core/base/events.ts";
import { paletteOf } from "../../../client/terminal/colour.ts";
import { composeDumbFrame, composeFrame } from "../../../client/terminal/compose_frame.ts";
import { Composer } from "../../../client/terminal/composer.ts";
import { RoomView } from "../../../client/terminal/room_view.ts";
import { HARMFUL, hostileText } from "../../support/hostile_text.ts";

const palette = paletteOf(false);

/** Every event that carries somebody's words, with `text` wherever they stand. */
function eventsWith(text: string): EventBody[] {
  const message: MessageEvent = {
    type: "message",
    id: "1",
    seq: 1,
    from: text,
    text,
    history: false,
  };
  const file: Omit<FileEvent, "type"> = {
    id: "7",
    seq: 1,
    from: text,
    name: text,
    size: 1,
    mime: text,
    history: false,
    accepted: false,
  };
  const transfer = {
    type: "transfer",
    id: "7",
    name: text,
    direction: "down",
    from: text,
  } as const;
  const moved = { ...transfer, bytes: 1, size: 2 };
  const past = [{ ...message, at: text }, { ...file, type: "file" as const, at: text }];
  const limits = { lineBytes: 1, textBytes: 1, nameChars: 1, fileBytes: 1, ratePerSecond: 1 };
  const facts = { protocol: 1, uptimeMs: 1, members: 1, entries: 1, files: 1, fileBytes: 1 };
  const listed = { file: "7", name: text, size: 1, mime: text, from: text, at: text };
  const room = { you: text, room: text, members: [text, "ben"], server: text };
  return [
    { type: "welcome", ...room, guests: [text], again: false, resumed: false },
    message,
    { ...message, to: text, action: true },
    { ...file, type: "file" },
    { type: "renamed", from: text, to: `${text}2` },
    { type: "joined", name: text, guest: true },
    { type: "left", name: text, reason: text },
    { type: "names", members: [text], guests: [text] },
    { type: "history", entries: past, more: true },
    { type: "found", words: text, entries: past, more: true },
    { ...moved, state: "failed", code: text },
    { ...moved, state: "done", path: text },
    { ...moved, state: "declined" },
    { ...moved, state: "progress" },
    { type: "receipt", id: "7", name: text, by: text, state: "failed" },
    { type: "receipt", id: "7", name: text, by: text, state: "done" },
    { type: "files", files: [{ ...listed, stored: 1, complete: true }], more: true },
    { type: "info", room: text, server: text, ...facts, encrypted: true, limits },
    { type: "notice", code: text, text },
    { type: "error", code: text, text },
    { type: "link", state: "waiting", retryInMs: 1, reason: text, again: false },
  ];
}

Deno.test("RoomView and composeFrame() write nothing harmful, whatever an event says", () => {
  fc.assert(
    fc.property(hostileText, fc.constantFrom(12, 40, 100), (text, columns) => {
      const view = new RoomView("ana", false, () => ({ palette, columns, names: [text] }));
      const composer = new Composer();
      view.handle({ type: "pending", id: "mine", text, to: text, at: text }, 0);
      for (const event of eventsWith(text)) view.handle({ ...event, at: text }, 0);
      view.tick(1e9, new Date(0));
      const size = { columns, rows: 24 };
      const rows = [
        ...view.transcript.take(),
        ...composeFrame(composer, view, size, palette, 0).rows,
        ...composeDumbFrame(composer, size).rows,
      ];
      for (const row of rows) assert.doesNotMatch(row, HARMFUL);
    }),
    { numRuns: 50 },
  );
});

Deno.test("RoomView begins one row with a time for each message, whatever lines it has", () => {
  fc.assert(
    fc.property(hostileText, fc.constantFrom(12, 40, 100), (text, columns) => {
      const at = new Date(2026, 10, 22, 21, 4).toISOString();
      const view = new RoomView("ana", true, () => ({ palette, columns, names: [text] }));
      for (const event of eventsWith(text)) {
        if (event.type !== "message" && event.type !== "notice" && event.type !== "error") continue;
        view.transcript.take();
        view.handle({ ...event, at }, 0);
        const rows = view.transcript.take().filter((row) => !row.startsWith("──"));
        assert.match(rows[0] ?? "", /^21:04[ >]/);
        // The others stand under the text, so that no line of it passes for the beginning of a message.
        for (const row of rows.slice(1)) assert.match(row, /^ {6}/);
      }
    }),
    { numRuns: 100 },
  );
});

Deno.test("A completed name acts on nothing while it stands in the input", () => {
  fc.assert(fc.property(hostileText, (name) => {
    const composer = new Composer();
    composer.press({ type: "paste", text: name, isCut: false });
    const view = new RoomView("ana", true, () => ({ palette, columns: 60, names: [] }));
    const { rows } = composeFrame(composer, view, { columns: 60, rows: 24 }, palette, 0);
    for (const row of rows) assert.doesNotMatch(row, HARMFUL);
  }));
});
