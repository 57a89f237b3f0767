import assert from "node:assert/strict";
import { encode } from "fast-png";
import { Pane, paneTest } from "../support/pane.ts";
import { commandLine } from "../support/program.ts";
import { connectRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { joinPane } from "../support/terminal_client.ts";

paneTest("chat join redraws only its own rows when the terminal changes its size", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana");
  await using peer = await connectRaw(server);
  await peer.hello("bot");
  const text = "a message that is long enough to need two rows of forty columns";
  await peer.send({ type: "say", id: "1", text });
  await ana.until(text);
  await ana.type("typed before the terminal became narrow and wide again");
  for (const columns of [40, 120]) {
    await ana.resize(columns, 24);
    await peer.send({ type: "say", id: String(columns), text: `at ${columns}` });
    await ana.until(`[~bot] at ${columns}`);
    const rows = await ana.until((rows) => rows.at(-1)?.endsWith("ana in main · 2 here") ?? false);
    assert.equal(rows.filter((row) => row.includes("ana in main ·")).length, 1, rows.join("\n"));
    assert.equal(rows.filter((row) => row.startsWith("> ")).length, 1, rows.join("\n"));
    const typed = rows.join("\n").replace(/\n {2}/g, "");
    assert.match(typed, /> typed before the terminal became narrow and wide again$/m);
  }
  const all = (await ana.rows(true)).join("\n");
  assert.equal(all.split("[~bot] at 40").length, 2);
  assert.ok(all.replace(/\n */g, " ").includes("need two rows of forty columns"));
});

for (const [messages, words] of [[3, 30], [8, 60], [8, 0]] as const) {
  const what = `a draft of ${words} words under ${messages} messages`;
  paneTest(
    `chat join keeps ${what} once on a screen that becomes small and large again`,
    async () => {
      await using server = await startServer();
      await using ana = await joinPane(server, "ana");
      await using peer = await connectRaw(server);
      await peer.hello("bot");
      for (let at = 0; at < messages; at++) {
        await peer.send({ type: "say", id: String(at), text: `message ${at} of the bot` });
      }
      await ana.until(`message ${messages - 1} of`);
      const draft = "word ".repeat(words) + "end";
      await ana.type(draft);
      await ana.until(/end$/m);
      for (const [columns, height] of [[20, 10], [80, 24]] as const) {
        await ana.resize(columns, height);
        const status = columns === 20
          ? /^not encrypted · an…$/
          : /^not encrypted · ana in main · 2 here$/;
        const rows = await ana.until((rows) => status.test(rows.at(-1) ?? ""));
        assert.equal(rows.filter((row) => row.endsWith("end")).length, 1, rows.join("\n"));
        if (columns === 20) continue;
        const typed = rows.join("\n").replace(/\n {2}/g, "");
        assert.match(typed, new RegExp(`^> ${draft}$`, "m"));
        assert.equal(rows.filter((row) => /^[>^]/.test(row)).length, 1, rows.join("\n"));
        for (let at = 0; at < messages; at++) assert.ok(typed.includes(`message ${at} of the bot`));
      }
    },
  );
}

paneTest("chat join sends a picture by a completed path, receives it, and shows it", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana");
  await using ben = await joinPane(server, "ben", { args: ["--images", "on"] });
  const data = new Uint8Array(32 * 32 * 3).map((_, at) => at % 3 === 0 ? 255 : 0);
  const path = `${ana.folder}/red square.png`;
  await Deno.writeFile(path, encode({ width: 32, height: 32, channels: 3, data }));
  await ana.type(`/send ${ana.folder}/red`);
  await ana.press("Tab");
  await ana.until(/red square\.png"/);
  await ana.press("Enter");
  await ana.until("File red square.png sent successfully");
  await ana.until("ben received red square.png, verified");
  const saved = `${ben.folder}/downloads/red square.png`;
  await ben.until((rows) => rows.join(" ").replace(/ +/g, " ").includes("verified ->"));
  assert.deepEqual(await Deno.readFile(saved), await Deno.readFile(path));
  await ben.until((rows) => rows.filter((row) => /^▀{24}$/.test(row)).length === 12);
  assert.match((await ben.colouredRows()).join("\n"), /38;5;196/);
  await ben.enter("/view 99");
  await ben.until("File 99 has not been received: /get 99 receives it");
  await ana.enter("/send nothing.here");
  await ana.until("! File doesn't exist: nothing.here");
});

paneTest("chat join leaves on Ctrl-C only when there is nothing to clear", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana");
  await using peer = await connectRaw(server);
  await peer.hello("bot");
  await ana.type("not to be sent");
  await ana.until((rows) => rows.at(-2) === "> not to be sent");
  await ana.press("C-c");
  await ana.until((rows) => rows.at(-2) === ">");
  await ana.press("C-c");
  assert.equal(await ana.ended(), 0);
  assert.equal((await peer.next("left"))["reason"], "quit");
});

paneTest("chat join stops the running transfer on Ctrl-C before it leaves", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana", { args: ["--accept", "all"] });
  await using peer = await connectRaw(server);
  await peer.hello("bot");
  // An upload that never goes on: whoever fetches it waits.
  await peer.send({ type: "offer", id: "slow", name: "slow.bin", size: 1000 });
  await ana.until(/↓ slow\.bin/);
  await ana.press("C-c");
  await ana.until("slow.bin was not received: Cancelled");
  await ana.until((rows) => rows.at(-1)?.endsWith("ana in main · 2 here") ?? false);
});

paneTest("chat join writes no colour with NO_COLOR, and some without", async () => {
  await using server = await startServer();
  const colour = (bytes: string) => [...bytes.matchAll(/\[([\d;]+)m/g)].map(([, code]) => code);
  await using plain = await joinPane(server, "ana", { env: { NO_COLOR: "1" } });
  await plain.enter("hello");
  await plain.until(/\[ana\] hello/);
  assert.deepEqual(colour(plain.bytes), []);
  await using coloured = await joinPane(server, "ben");
  await coloured.enter("hello");
  await coloured.until(/\[ben\] hello/);
  assert.ok(colour(coloured.bytes).includes("2"));
});

paneTest("chat join on a dumb terminal writes no sequence at all", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana", { term: "dumb" });
  await using peer = await connectRaw(server);
  await peer.hello("bot");
  await ana.type("typed");
  await peer.send({ type: "say", id: "1", text: "interrupting" });
  await ana.until(/\[~bot\] interrupting\n> typed$/);
  await ana.press("Enter");
  assert.equal((await peer.next("message"))["text"], "typed");
  await ana.until(/\[ana\] typed/);
  assert.ok(!ana.bytes.includes("\x1b"), JSON.stringify(ana.bytes));
});

/** A shell in a pane that runs `chat join` as people do. */
async function joinFromShell(
  server: { address: string },
  env: Readonly<Record<string, string>> = {},
): Promise<Pane> {
  const pane = await Pane.start(["bash", "--norc"], { env: { PS1: "shell$ ", ...env } });
  await pane.until("shell$");
  const words = [...commandLine(), "join", server.address, "--name", "ana"];
  await pane.enter(`clear; stty -a >${pane.folder}/before; ${words.join(" ")}; echo code $?`);
  await pane.until("Joined main as ana");
  await pane.until((rows) => rows.at(-1)?.includes("ana in main") ?? false);
  return pane;
}

async function assertRestored(pane: Pane): Promise<void> {
  await pane.enter(`stty -a >${pane.folder}/after; echo compared`);
  await pane.until(/^compared$/m);
  const [before, after] = await Promise.all(
    ["before", "after"].map((name) => Deno.readTextFile(`${pane.folder}/${name}`)),
  );
  assert.equal(after, before);
  assert.equal(await pane.fact("cursor_flag"), "1");
  assert.equal(await pane.fact("wrap_flag"), "1");
  const tail = pane.bytes.slice(pane.bytes.lastIndexOf("\x1b[?2004h\x1b[?2026h") + 1);
  assert.ok(tail.includes("\x1b[?2004l"));
}

const ENDINGS = [["SIGTERM", 143], ["SIGHUP", 143], ["SIGINT", 130]] as const;

for (const [signal, code] of ENDINGS) {
  paneTest(`chat join gives the terminal back when it gets ${signal}`, async () => {
    await using server = await startServer();
    await using pane = await joinFromShell(server);
    await pane.type("half a line");
    await pane.until("> half a line");
    Deno.kill(await pane.program(), signal);
    const rows = await pane.until(`code ${code}`);
    assert.ok(!rows.some((row) => row.includes("half a line")), rows.join("\n"));
    await assertRestored(pane);
  });
}

paneTest("chat join can be stopped with Ctrl-Z and goes on in the foreground", async () => {
  await using server = await startServer();
  // As some systems have it in every shell; the runtime is particular about who inherits it.
  await using pane = await joinFromShell(server, { LD_LIBRARY_PATH: "/nonexistent" });
  await pane.type("half a line");
  await pane.until("> half a line");
  await pane.press("C-z");
  await pane.until(/Stopped/);
  await assertRestored(pane);
  await pane.enter("fg; echo code $?");
  await pane.until((rows) => rows.at(-2) === "> half a line");
  await pane.press("Enter");
  await pane.until(/\[ana\] half a line/);
  await pane.enter("/quit");
  await pane.until(/^code 0$/m);
});

paneTest("chat join is not stopped for ever where no shell controls its job", async () => {
  await using server = await startServer();
  await using ana = await joinPane(server, "ana");
  await ana.type("half a line");
  await ana.press("C-z");
  await ana.until("! The program cannot be stopped here");
  Deno.kill(await ana.program(), "SIGTSTP");
  await ana.until((rows) => rows.filter((row) => row.includes("cannot be stopped")).length === 2);
  await ana.press("Enter");
  await ana.until(/\[ana\] half a line/);
  Deno.kill(await ana.program(), "SIGTERM");
  assert.equal(await ana.ended(), 143);
});
