import assert from "node:assert/strict";
import { formatAddress } from "../../protocol/address.ts";
import { HARMFUL, HOSTILE } from "../support/hostile_text.ts";
import { type Pane, paneTest } from "../support/pane.ts";
import { ScreenModel } from "../support/screen_model.ts";
import { SERVER_LINES } from "../support/samples.ts";
import { type PeerConnection, ScriptedPeer, welcome } from "../support/scripted_peer.ts";
import { startPane } from "../support/terminal_client.ts";

const at = "2026-11-22T21:04:00.000Z";
const THE_END = "the end of it";
const message = (seq: number, from: string, text: string) => ({
  type: "message",
  seq,
  id: `m${seq}`,
  at,
  from,
  text,
});

/** `chat join` at a server that means harm. */
function joinAt(server: ScriptedPeer): Promise<Pane> {
  const args = ["--accept", "ask"];
  return startPane(formatAddress(server.address), "ana", { args, columns: 100, rows: 40 });
}

/** Welcomes ana into an empty room and says `lines`. */
async function says(server: ScriptedPeer, ...lines: object[]): Promise<PeerConnection> {
  return (await server.greet(welcome({ seq: 0 }), ...lines)).connection;
}

/** Everything written was printable or one of our own sequences. */
function assertHarmless(written: string): void {
  // What is not UTF-8 has become U+FFFD on its way here.
  assert.ok(!written.includes("\ufffd"));
  // The model refuses every byte that is neither printable nor one of our sequences.
  const model = new ScreenModel(100, 40);
  model.write(written);
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(written.replace(/[\x00-\x1f]/g, ""), HARMFUL);
}

paneTest(
  "chat join writes nothing but printable text and its own sequences, whatever a server sends",
  async () => {
    const fileName = HOSTILE.replace(/[/\\\p{Cc}]/gu, "").slice(0, 60);
    const file = { type: "file", id: "f", at, from: HOSTILE, file: "7", size: 1, mime: HOSTILE };
    const room = { members: ["ana", HOSTILE], limits: SERVER_LINES.welcome.limits };
    const info = { protocol: 1, uptimeMs: 1, members: 1, entries: 1, files: 1, fileBytes: 1 };
    const listed = { file: "7", name: fileName, size: 1, mime: "", from: HOSTILE, at: HOSTILE };
    const said = [
      welcome({ ...room, guests: [HOSTILE], topic: HOSTILE, server: HOSTILE, seq: 2 }),
      message(1, HOSTILE, HOSTILE),
      { ...message(2, HOSTILE, `ana ${HOSTILE}`), at: HOSTILE },
      { type: "joined", seq: 3, at, name: `${HOSTILE}2` },
      { type: "renamed", seq: 4, at, from: HOSTILE, to: `${HOSTILE}3` },
      { type: "left", seq: 5, at, name: `${HOSTILE}3`, reason: HOSTILE },
      { ...file, seq: 6, name: fileName },
      { type: "withdrawn", seq: 7, at, file: "7", from: HOSTILE, name: HOSTILE, reason: "x" },
      {
        type: "moderated",
        id: "m",
        seq: 8,
        at,
        by: HOSTILE,
        action: "topic",
        text: HOSTILE,
        until: HOSTILE,
      },
      { type: "error", code: HOSTILE, text: HOSTILE },
      {
        type: "info",
        room: HOSTILE,
        server: HOSTILE,
        ...info,
        encrypted: false,
        limits: room.limits,
      },
      { type: "files", files: [{ ...listed, stored: 1, complete: true }], more: true },
      { type: "found", words: HOSTILE, entries: [message(1, HOSTILE, HOSTILE)], more: true },
      { type: "whois", name: HOSTILE, present: true },
      { type: "receipt", file: "7", by: HOSTILE, state: "declined" },
      message(9, "ben", THE_END),
    ];
    using server = new ScriptedPeer();
    await using ana = await joinAt(server);
    using connection = (await server.greet(...said)).connection;
    await ana.until(/\[ben\] the end of it/);
    // Completion shows names as well, and typing does not run what was pasted.
    await ana.press("Tab");
    await ana.paste(HOSTILE);
    await ana.press("C-a", "C-k", "C-y", "C-c");
    const rows = await ana.until((rows) => rows.at(-1)?.includes("ana in main") ?? false);
    assert.ok(rows.join("\n").includes("⟦U+001B⟧]52;c;aGFja2Vk⟦U+0007⟧"));
    await ana.press("C-d");
    await connection.farewell();
    await ana.ended();
    assertHarmless(ana.bytes);
    // One bell, ours, for the mention.
    assert.ok(ana.bytes.split("\x07").length - 1 <= 1);
  },
);

paneTest("chat join shows ten thousand bells as one code, and rings none of them", async () => {
  const text = `ring ${"\x07".repeat(10_000)} ring`;
  using server = new ScriptedPeer();
  await using ana = await joinAt(server);
  using _connection = await says(server, message(1, "ben", text), message(2, "ben", THE_END));
  const rows = await ana.until(/\[ben\] the end of it/);
  assert.ok(rows.some((row) => row.endsWith("[ben] ring ⟦U+0007×10000⟧ ring")), rows.join("\n"));
  assertHarmless(ana.bytes);
  assert.ok(!ana.bytes.includes("\x07"));
});

paneTest("chat join lets no line of a message pass for somebody else's", async () => {
  const fake = "12:00 [admin] you won";
  const text = ["hi", fake, `* ${fake}`, "> typed", "ana in main · 9 here"].join("\n");
  using server = new ScriptedPeer();
  await using ana = await joinAt(server);
  using _connection = await says(server, message(1, "ben", text), message(2, "ben", THE_END));
  const rows = await ana.until(/\[ben\] the end of it/);
  const shown = rows.filter((row) => /you won|typed|9 here/.test(row));
  assert.equal(shown.length, 4, rows.join("\n"));
  for (const row of shown) assert.match(row, /^ {12}\S/);
});

const NOT_UTF8: readonly (readonly [what: string, bytes: readonly number[]])[] = [
  ["an 8-bit control sequence", [0x9b, 0x32, 0x4a]],
  ["an overlong NUL", [0xc0, 0x80]],
  ["a surrogate", [0xed, 0xa0, 0x80]],
  ["a code point beyond Unicode", [0xf5, 0x80, 0x80, 0x80]],
  ["half a character", [0xf0, 0x9f, 0x98]],
];

for (const [what, bytes] of NOT_UTF8) {
  paneTest(`chat join takes no line with ${what} from a server, and says so`, async () => {
    const encode = (text: string) => [...new TextEncoder().encode(text)];
    const [before = "", after = ""] = JSON.stringify(message(1, "ben", "%")).split("%");
    const line = Uint8Array.from([...encode(before), ...bytes, ...encode(`${after}\n`)]);
    using server = new ScriptedPeer();
    await using ana = await joinAt(server);
    using connection = await says(server);
    await connection.sendRaw(line);
    // It may have gone already, which is its right.
    await connection.send(message(2, "ben", "not reached")).catch(() => {});
    const rows = await ana.until("The server does not keep to the chat protocol");
    assert.ok(!rows.join("\n").includes("not reached"));
    assert.equal(await ana.ended(), 1);
    assertHarmless(ana.bytes);
  });
}

const REFUSALS: readonly (readonly [what: string, line: object])[] = [
  ["refuses with", { type: "error", code: "strange", text: HOSTILE }],
  ["closes with", { type: "closing", code: "strange", text: HOSTILE }],
  ["calls its code", { type: "error", code: HOSTILE, text: HOSTILE }],
];

for (const [what, line] of REFUSALS) {
  paneTest(`chat join prints harmlessly what a server ${what} before a welcome`, async () => {
    using server = new ScriptedPeer();
    await using ana = await joinAt(server);
    using _connection = (await server.greet(line)).connection;
    assert.notEqual(await ana.ended(), 0);
    assert.match(ana.bytes, /Cannot join .*⟦U\+001B⟧\]52/s);
    assertHarmless(ana.bytes);
  });
}
