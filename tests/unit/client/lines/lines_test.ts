/** What people and programs read in the lines and JSON modes. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type {
  ClientEvent,
  EventBody,
  PastEvent,
  TransferEvent,
} from "../../../../client/core/base/events.ts";
import { renderJson } from "../../../../client/lines/json.ts";
import { renderLines } from "../../../../client/lines/lines.ts";
import { HARMFUL, hostileText } from "../../../support/hostile_text.ts";

const at = "2026-01-01T00:00:00.000Z";
const render = (event: EventBody) => renderLines({ ...event, at });
const message = (text: string, from = "ana"): EventBody => ({
  type: "message",
  id: "1",
  seq: 1,
  from,
  text,
  history: false,
});
const transfer = (fields: Partial<TransferEvent>): EventBody => ({
  type: "transfer",
  id: "7",
  name: "photo.png",
  direction: "down",
  state: "started",
  bytes: 0,
  size: 1_000_000,
  ...fields,
});
const file = {
  type: "file",
  id: "7",
  seq: 7,
  from: "ana",
  name: "a.b",
  size: 999,
  mime: "x/y",
  history: false,
} as const;
const welcome = {
  type: "welcome",
  you: "sanjay",
  room: "main",
  members: ["sravya", "sanjay"],
  server: "s",
  again: false,
  resumed: false,
} as const;

const ROWS: readonly (readonly [event: EventBody, lines: readonly string[]])[] = [
  [welcome, ["* Total No of Clients: 2", "* Client 1 : sravya", "* Client 2 : sanjay"]],
  [{ ...welcome, again: true }, ["* Connected again"]],
  [{ ...welcome, again: true, missed: 0 }, ["* Connected again"]],
  [{ ...welcome, again: true, missed: 37 }, ["* Connected again, 37 missed"]],
  [{ type: "joined", name: "ben" }, ["* ben joined the chat!"]],
  [{ type: "left", name: "ben", reason: "lost" }, ["* ben exited the chat"]],
  [{ type: "renamed", from: "a", to: "b" }, ["* a is now called b"]],
  [message("hello"), ["[ana] hello"]],
  [message("one\ntwo\r\nthree"), ["[ana] one ⏎ two ⏎ three"]],
  [{ type: "sent", id: "1", seq: 1 }, []],
  [{ ...file, accepted: true }, []],
  [
    { ...file, accepted: false },
    ["* ana shares the file a.b (999 B), /get 7 receives it"],
  ],
  [transfer({ from: "ana" }), ["* Preparing to receive the file photo.png (1.0 MB) from ana..."]],
  [transfer({ state: "progress" }), []],
  [
    transfer({ state: "done", path: "/path/photo.png" }),
    ["* File: photo.png received successfully (1.0 MB) -> /path/photo.png"],
  ],
  [
    transfer({ state: "failed", code: "bad_digest" }),
    [
      "! File photo.png was not received: The bytes that arrived are not the bytes that were sent",
    ],
  ],
  [transfer({ direction: "up" }), ["* Sending the file photo.png..."]],
  [transfer({ direction: "up", state: "done" }), ["* File photo.png sent successfully"]],
  [
    transfer({ direction: "up", state: "failed", code: "file_changed" }),
    ["! File photo.png was not sent: The file changed while it was being sent"],
  ],
  [{ type: "receipt", id: "7", name: "a", by: "ben", state: "done" }, []],
  [
    { type: "receipt", id: "7", name: "a", by: "ben", state: "declined" },
    ["* ben declined the file a"],
  ],
  [
    { type: "error", code: "file_missing", text: "File doesn't exist: x.png" },
    ["! File doesn't exist: x.png"],
  ],
  [{ type: "notice", code: "help", text: "/help" }, ["* /help"]],
  [
    { type: "link", state: "waiting", retryInMs: 1, reason: "connection_lost", again: false },
    ["* The connection was lost, trying to come back"],
  ],
  [{ type: "link", state: "waiting", retryInMs: 1, reason: "timeout", again: true }, []],
  [{ type: "files", files: [], more: false }, ["* No files"]],
];

for (const [event, lines] of ROWS) {
  const what = lines[0] ?? `nothing for ${event.type}`;
  Deno.test(`renderLines() prints ${what}`, () => assert.deepEqual(render(event), lines));
}

const limits = {
  lineBytes: 65_536,
  textBytes: 16_384,
  nameChars: 32,
  fileBytes: 4 * 1024 ** 3,
  ratePerSecond: 10,
};
const facts = { members: 2, entries: 17, files: 3, fileBytes: 1_200_000, encrypted: false };
const server = { server: "chat 1", protocol: 1, uptimeMs: 3_000 };

Deno.test("renderLines() tells the facts of a room", () => {
  assert.deepEqual(render({ type: "info", room: "main", ...facts, ...server, limits }), [
    "* Room main: 2 members, 17 entries, 3 files (1.2 MB)",
    "* Server chat 1, up 3s, not encrypted",
    "* Limits: texts of 16 KiB, names of 32 characters, files of 4 GiB, 10 requests/s",
  ]);
});

const listed = { name: "a.b", size: 10, mime: "x/y", from: "ana", at };

Deno.test("renderLines() lists files and how to see older ones", () => {
  const files = [
    { ...listed, file: "9", stored: 4, complete: false },
    { ...listed, file: "7", stored: 10, complete: true },
  ];
  assert.deepEqual(render({ type: "files", files, more: true }), [
    "* File 9 : a.b (10 B) from ana, 4 B so far",
    "* File 7 : a.b (10 B) from ana",
    "* /files before 7 lists older ones",
  ]);
});

const past = (text: string) => ({ ...message(text, text), at: text }) as PastEvent;

Deno.test("renderLines() makes text from others harmless wherever it stands", () => {
  fc.assert(fc.property(hostileText, (text) => {
    const events: EventBody[] = [
      message(text),
      message("x", text),
      { type: "joined", name: text },
      { type: "left", name: text, reason: text },
      { type: "renamed", from: text, to: text },
      { type: "notice", code: text, text },
      { type: "error", code: text, text },
      { ...file, accepted: false, name: text, from: text },
      { ...welcome, members: [text] },
      transfer({ name: text, from: text }),
      transfer({ name: text, state: "done", path: text }),
      transfer({ name: text, state: "failed", code: text }),
      { type: "receipt", id: "1", name: text, by: text, state: "failed" },
      { type: "link", state: "waiting", retryInMs: 1, reason: text, again: false },
      { ...message("x"), to: text } as EventBody,
      { type: "history", entries: [past(text)], more: true },
      { type: "found", words: text, entries: [past(text)], more: true },
      {
        type: "files",
        files: [{
          ...listed,
          file: "7",
          stored: 1,
          complete: true,
          name: text,
          from: text,
          at: text,
        }],
        more: true,
      },
      { type: "info", ...facts, ...server, limits, room: text, server: text },
    ];
    for (const event of events) {
      const lines = render(event);
      for (const line of lines) assert.doesNotMatch(line, HARMFUL);
      if (event.type === "message") assert.equal(lines.length, 1);
    }
  }));
});

Deno.test("renderJson() keeps every text as it is, on one line", () => {
  fc.assert(fc.property(hostileText, (text) => {
    const event: ClientEvent = { ...message(text), at } as ClientEvent;
    const [line = "", ...more] = renderJson(event);
    assert.deepEqual(more, []);
    assert.doesNotMatch(line.replaceAll("\u0301", ""), HARMFUL);
    assert.deepEqual(JSON.parse(line), JSON.parse(JSON.stringify(event)));
  }));
});

Deno.test("renderJson() starts with type and at", () => {
  assert.equal(
    renderJson({ at, type: "sent", id: "m-1", seq: 4 })[0],
    `{"type":"sent","at":"${at}","id":"m-1","seq":4}`,
  );
});
