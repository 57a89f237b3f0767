import assert from "node:assert/strict";
import { Pane, paneTest } from "../support/pane.ts";
import { commandLine } from "../support/program.ts";
import { connectRaw } from "../support/raw_client.ts";
import { ScreenModel } from "../support/screen_model.ts";
import { startServer } from "../support/server.ts";
import { joinPane } from "../support/terminal_client.ts";

const FRAME_END = "\x1b[?2026l";
const FAMILY = "👨‍👩‍👧";

paneTest("chat join asks for what is missing, and the room follows", async () => {
  await using server = await startServer();
  await using pane = await Pane.start([...commandLine(), "join"]);
  await pane.until("Address of the server");
  await pane.enter(server.address);
  await pane.until(`Would you like to connect to ${server.address}?`);
  await pane.press("Enter");
  await pane.until("Choose a mode");
  await pane.press("Enter");
  await pane.until("Enter your Name");
  await pane.enter("ana");
  await pane.until("Joined main as ana");
  await pane.enter("first words");
  await pane.until(/\d\d:\d\d \[ana\] first words/);
});

paneTest("chat join ends at once on no, and the server notices nothing", async () => {
  await using server = await startServer();
  await using pane = await Pane.start([...commandLine(), "join", server.address]);
  await pane.until("Would you like to connect");
  await pane.type("n");
  assert.equal(await pane.ended(), 0);
  assert.doesNotMatch(server.program.stdout.all.join("\n"), /joined|connected/i);
});

paneTest("chat join asks for another name when the first is taken", async () => {
  await using server = await startServer();
  await using _ana = await joinPane(server, "ana");
  await using pane = await Pane.start([...commandLine(), "join", server.address, "--name", "Ana"]);
  await pane.until("Enter another Name");
  await pane.enter("anna");
  await pane.until("Joined main as anna");
  await pane.enter("typed after the question");
  await pane.until(/\[anna\] typed after the question/);
});

paneTest(
  "chat join in two terminals: each sees what the other says, and its own once",
  async () => {
    await using server = await startServer();
    await using ana = await joinPane(server, "ana");
    await using ben = await joinPane(server, "ben");
    await ana.until("ben joined the chat!");
    await ana.enter("hello ben");
    await ben.until(/\d\d:\d\d>\[ana\] hello ben/);
    await ana.until(/\d\d:\d\d \[ana\] hello ben/);
    await ben.enter("hi");
    // A message and what stands below it may come in two writes.
    const isWhole = (rows: string[]) =>
      rows.some((row) => /\d\d:\d\d \[ben\] hi/.test(row)) && rows.at(-2) === ">" &&
      rows.at(-1) === "not encrypted · ana in main · 2 here";
    const rows = await ana.until(isWhole);
    assert.equal(rows.filter((row) => row.includes("hello ben")).length, 1);
    // A mention rings, anything else does not.
    assert.equal(ben.bytes.split("\x07").length - 1, 1);
    assert.ok(!ana.bytes.includes("\x07"));
  },
);

paneTest(
  "chat join keeps what is being typed whole while 200 messages a second come in",
  async () => {
    await using server = await startServer({ args: ["--rate-limit", "off"] });
    await using ana = await joinPane(server, "ana");
    await using peer = await connectRaw(server);
    await peer.hello("bot");
    const typed = "the quick brown fox jumps over the lazy dog";
    const flood = (async () => {
      for (let at = 0; at < 600; at++) {
        await peer.send({ type: "say", id: `m${at}`, text: `message number ${at}` });
        await peer.next("ack");
      }
    })();
    for (const char of typed) await ana.type(char);
    await flood;
    await ana.until("message number 599");
    await ana.until((rows) => rows.at(-2) === `> ${typed}`);
    // After every frame the input stands once, as far as it has been typed.
    const model = new ScreenModel(80, 24);
    for (const frame of ana.bytes.split(FRAME_END)) {
      model.write(frame);
      const input = model.text.filter((row) => row.startsWith(">"));
      assert.ok(input.length === 1 && `> ${typed}`.startsWith(input[0] ?? ""), input.join("\n"));
    }
    const all = await ana.rows(true);
    const numbers = all.flatMap((row) => /message number (\d+)$/.exec(row)?.[1] ?? []);
    assert.deepEqual(numbers, Array.from({ length: 600 }, (_, at) => String(at)));
    await ana.press("Enter");
    await peer.next("message", (line) => line["text"] === typed);
  },
);

paneTest("chat join edits by graphemes: families and wide letters stay whole", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana");
  await ana.type(`日本${FAMILY}!`);
  await ana.press("Left", "BSpace", "Left", "BSpace");
  await ana.until((rows) => rows.at(-2) === "> 本!");
  await ana.press("Enter");
  await ana.until(/\[ana\] 本!$/m);
});

paneTest("chat join knows the keys of readline and completes commands and names", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana");
  await using ben = await joinPane(server, "benedict");
  await ana.until("benedict joined");
  await ana.type("one two three");
  await ana.press("C-w", "M-b", "C-k", "C-a", "C-y");
  await ana.until((rows) => rows.at(-2) === "> two one");
  await ana.press("C-u", "C-k");
  await ana.type("be");
  await ana.press("Tab");
  await ana.until((rows) => rows.at(-2)?.trimEnd() === "> benedict:");
  await ana.enter("hi");
  await ben.until(/>\[ana\] benedict: hi/);
  await ana.type("/nam");
  await ana.press("Tab");
  await ana.until((rows) => rows.at(-2) === "> /name");
  await ana.press("Tab");
  await ana.until(/^\/name {2}\/names$/m);
  await ana.enter("s");
  await ana.until("2 here: ana, benedict");
});

paneTest("chat join remembers inputs across runs, for Up and Ctrl-R", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana");
  await ana.enter("alpha one");
  await ana.enter("beta two");
  await ana.until(/\[ana\] beta two/);
  await ana.press("Up", "Up");
  await ana.until((rows) => rows.at(-2) === "> alpha one");
  await ana.press("C-c", "C-d");
  await ana.ended();
  const env = { XDG_CONFIG_HOME: `${ana.folder}/config` };
  await using again = await joinPane(server, "ana", { env });
  await again.press("Up");
  await again.until((rows) => rows.at(-2) === "> beta two");
  await again.press("C-u", "C-r");
  await again.type("alp");
  await again.until(/^search 'alp' > alpha one$/m);
  await again.press("Enter");
  await again.until((rows) => rows.filter((row) => row.endsWith("[ana] alpha one")).length === 2);
});

paneTest("chat join asks about a paste of 300 lines, and sends it as one message", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana");
  await using peer = await connectRaw(server);
  await peer.hello("bot");
  const text = Array.from({ length: 300 }, (_, at) => `line ${at}`).join("\n");
  await ana.paste(text);
  await ana.until("Pasted 300 lines: (m) send, (f) send to all as a file");
  await ana.type("m");
  const line = await peer.next("message");
  assert.equal(line["text"], text);
  await ana.paste("two\nlines");
  await ana.until((rows) => rows.at(-3) === "> two" && rows.at(-2) === "  lines");
  await ana.press("Enter");
  assert.equal((await peer.next("message"))["text"], "two\nlines");
});

paneTest("chat join makes new lines by Alt-Enter, Ctrl-J and a backslash at the end", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana");
  await using peer = await connectRaw(server);
  await peer.hello("bot");
  await ana.type("a");
  await ana.press("M-Enter");
  await ana.type("b");
  await ana.press("C-j");
  await ana.enter("c\\");
  await ana.enter("d");
  assert.equal((await peer.next("message"))["text"], "a\nb\nc\nd");
});

paneTest("chat join never sends a command that it does not know", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana");
  await using peer = await connectRaw(server);
  await peer.hello("bot");
  await ana.enter("/quti");
  await ana.until("! Unknown command /quti: did you mean /quit?");
  // It stays where it was typed, to be mended.
  await ana.until((rows) => rows.at(-2) === "> /quti");
  await ana.press("C-u");
  await ana.enter("/vieww");
  await ana.until("did you mean /view?");
  await ana.press("C-u");
  await ana.enter("//quti");
  assert.equal((await peer.next("message"))["text"], "/quti");
  await ana.enter("/help");
  await ana.until(/\/view ID or PATH +look at a PNG or JPEG/);
});

paneTest("chat join sends private messages and actions, finds and pages back", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana");
  await using ben = await joinPane(server, "ben");
  await using cleo = await joinPane(server, "cleo");
  await ana.until("cleo joined");
  await ana.enter("/msg ben only for you");
  await ben.until(/>\[ana -> ben\] only for you/);
  await ana.until(/ \[ana -> ben\] only for you/);
  await ana.enter("/me waves");
  await cleo.until(/ \*\* ana waves/);
  await cleo.enter("/search waves");
  await cleo.until(/── search: waves ──\n.* \*\* ana waves\n── 1 found ──/);
  await ana.enter("/msg nobody hello");
  await ana.until(/! .*: hello/);
  assert.doesNotMatch((await cleo.rows(true)).join("\n"), /only for you/);
});
