import assert from "node:assert/strict";
import { encodeLine, readLines, writeAll } from "../../protocol/lines.ts";
import { MAX_LINE_BYTES } from "../../protocol/limits.ts";
import { Pane, paneTest } from "../support/pane.ts";
import { commandLine } from "../support/program.ts";
import { ScreenModel } from "../support/screen_model.ts";

/** Everything that acts on some terminal, or hides or reorders text. */
const HOSTILE = [
  "\x1b[2J\x1b[H",
  "\x1b]52;c;aGFja2Vk\x07",
  "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
  "\x1bP+q544e\x1b\\",
  "\x1b_Ga=T;AAAA\x1b\\",
  "\x9b31m\x9d0;title\x9c\x90q\x84\x85",
  "before\rafter\b\b\b\x7f",
  "\x0e\x0f\x05\x00\v\f",
  "\u202eright to left\u202c\u2066x\u2069\u200f",
  "z\u200be\u200dr\u2060o\ufeff \u00ad",
  "\u{e0041}\ufff9\u2028\u2029",
  "e" + "\u0301".repeat(40),
].join(" ");

/** A server that means harm: it answers `hello` and sends `lines`. */
function startHostileServer(lines: readonly object[]) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const address = `127.0.0.1:${listener.addr.port}`;
  const serving = (async () => {
    const conn = await listener.accept();
    for await (const line of readLines(conn, { maxLineBytes: MAX_LINE_BYTES })) {
      const { type } = JSON.parse(line);
      if (type === "leave") break;
      if (type === "hello") { for (const next of lines) await writeAll(conn, encodeLine(next)); }
    }
    conn.close();
  })();
  return {
    address,
    async [Symbol.asyncDispose]() {
      listener.close();
      await serving;
    },
  };
}

paneTest(
  "chat join writes nothing but printable text and its own sequences, whatever a server sends",
  async () => {
    const at = "2026-11-22T21:04:00.000Z";
    const limits = {
      lineBytes: 65536,
      textBytes: 16384,
      nameChars: 32,
      fileBytes: 1,
      ratePerSecond: 0,
    };
    const hex = "0123456789abcdef0123456789abcdef";
    const welcome = {
      type: "welcome",
      you: "ana",
      room: "main",
      members: ["ana", HOSTILE],
      seq: 2,
      log: hex,
      token: hex,
      resumed: false,
      limits,
      server: HOSTILE,
    };
    const fileName = HOSTILE.replace(/[/\\\p{Cc}]/gu, "").slice(0, 60);
    const file = { type: "file", id: "f", at, from: HOSTILE, file: "7", size: 1, mime: HOSTILE };
    const lines = [
      { ...welcome, room: "main" },
      { type: "message", seq: 1, id: "a", at, from: HOSTILE, text: HOSTILE },
      { type: "message", seq: 2, id: "b", at: HOSTILE, from: HOSTILE, text: `ana ${HOSTILE}` },
      { type: "joined", seq: 3, at, name: `${HOSTILE}2` },
      { type: "renamed", seq: 4, at, from: HOSTILE, to: `${HOSTILE}3` },
      { type: "left", seq: 5, at, name: `${HOSTILE}3`, reason: HOSTILE },
      { ...file, seq: 6, name: fileName },
      {
        type: "withdrawn",
        seq: 7,
        at,
        file: "7",
        from: HOSTILE,
        name: HOSTILE,
        reason: "cancelled",
      },
      { type: "error", code: HOSTILE, text: HOSTILE },
      {
        type: "info",
        room: HOSTILE,
        members: 1,
        server: HOSTILE,
        protocol: 1,
        uptimeMs: 1,
        entries: 1,
        files: 1,
        fileBytes: 1,
        encrypted: false,
        limits,
      },
      {
        type: "files",
        files: [{
          file: "7",
          name: fileName,
          size: 1,
          mime: "",
          from: HOSTILE,
          at: HOSTILE,
          stored: 1,
          complete: true,
        }],
        more: true,
      },
      { type: "receipt", file: "7", by: HOSTILE, state: "declined" },
      { type: "message", seq: 8, id: "c", at, from: "ben", text: "the end of it" },
    ];
    await using server = startHostileServer(lines);
    const words = [...commandLine(), "join", server.address, "--name", "ana", "--accept", "ask"];
    await using ana = await Pane.start(words, { columns: 100, rows: 40 });
    await ana.until(/\[ben\] the end of it/);
    // Completion shows names as well, and typing does not run what was pasted.
    await ana.press("Tab");
    await ana.paste(HOSTILE);
    await ana.press("C-a", "C-k", "C-y", "C-c");
    const rows = await ana.until((rows) => rows.at(-1)?.startsWith("ana in main") ?? false);
    assert.ok(rows.join("\n").includes("⟦U+001B⟧]52;c;aGFja2Vk⟦U+0007⟧"));
    await ana.press("C-d");
    await ana.ended();
    // What is not UTF-8 has become U+FFFD on its way here.
    const written = ana.bytes;
    assert.ok(!written.includes("\ufffd"));
    // The model refuses every byte that is neither printable nor one of our sequences.
    const model = new ScreenModel(100, 40);
    model.write(written);
    assert.doesNotMatch(
      written,
      /[\u0080-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0041}]/u,
    );
    // One bell, ours, for the mention.
    assert.ok(written.split("\x07").length - 1 <= 1);
  },
);
