/** What people type, as they type it: in a terminal, and in the modes for scripts. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { paneTest } from "../support/pane.ts";
import { joinRaw, type RawClient } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";
import { joinPane } from "../support/terminal_client.ts";

/** The next message that `member` gets, as whom it is to and what it says. */
async function got(member: RawClient): Promise<unknown[]> {
  const { to, text } = await member.next("message");
  return [to, text];
}

paneTest("a name with blanks is completed as the command reads it", async () => {
  await using server = await startServer();
  await using mia = await joinRaw(server, "Mia");
  await using miaB = await joinRaw(server, "Mia B");
  await using ben = await joinRaw(server, "Ben Ö.");
  await using ana = await joinPane(server, "ana");
  await ana.type("/msg Mi");
  await ana.press("Tab");
  await ana.until("> /msg Mia");
  await ana.type(" B");
  await ana.press("Tab");
  await ana.until('> /msg "Mia B"');
  await ana.enter("private for Mia B only");
  assert.deepEqual(await got(miaB), ["Mia B", "private for Mia B only"]);
  await ana.type("/msg Be");
  await ana.press("Tab");
  await ana.until('> /msg "Ben Ö."');
  await ana.enter("for Ben");
  assert.deepEqual(await got(ben), ["Ben Ö.", "for Ben"]);
  await ana.enter("/msg Ben Ö hello");
  await ana.until(/did you mean "Ben Ö\."\?/);
  await ana.until((rows) => rows.at(-2) === "> /msg Ben Ö hello");
  await ana.press("C-c");
  await ana.enter("to all");
  assert.deepEqual(await got(mia), [undefined, "to all"]);
  const heard = mia.lines.all.filter(({ type }) => type === "message");
  assert.equal(heard.length, 1, "she heard nothing that was not for her");
});

paneTest("names are completed after every sign", async () => {
  await using server = await startServer();
  await using _ben = await joinRaw(server, "Ben Ö.");
  await using ana = await joinPane(server, "ana");
  for (const typed of ["@Be", "hi Ben Ö", "[be", '"ben']) {
    await ana.type(typed);
    await ana.press("Tab");
    await ana.until((rows) => rows.at(-2)?.includes("Ben Ö.") ?? false);
    await ana.press("C-u");
    await ana.until((rows) => rows.at(-2) === ">");
  }
});

paneTest("a paste of several lines is a text, whatever it begins with", async () => {
  await using server = await startServer();
  await using ben = await joinRaw(server, "ben");
  await using ana = await joinPane(server, "ana");
  const text = "/quit is the command to leave\n/help lists all\nthe rest";
  await ana.paste(`${text}\n`);
  await ana.until(/the rest/);
  await ana.press("Enter");
  assert.deepEqual(await got(ben), [undefined, text]);
});

paneTest("what begins like a command and is none is rejected and comes back", async () => {
  await using server = await startServer();
  await using ben = await joinRaw(server, "ben");
  await using ana = await joinPane(server, "ana");
  const typed = ["/quit is the command to leave", "/home/g/build.log says:", "!important: at 5pm"];
  for (const line of typed) {
    await ana.enter(line);
    await ana.until(/To say it as a text:/);
    await ana.until((rows) => rows.at(-2) === `> ${line}`);
    // Twice the sign, and it is a text.
    await ana.press("C-a");
    await ana.type(line.slice(0, 1));
    await ana.press("Enter");
    assert.deepEqual(await got(ben), [undefined, line]);
    await ana.press("C-l");
    await ana.until((rows) => rows.at(-2) === ">");
  }
});

paneTest("a dropped file is explained and not said", async () => {
  await using server = await startServer();
  await using ben = await joinRaw(server, "ben");
  await using ana = await joinPane(server, "ana", { columns: 160 });
  await Deno.writeTextFile(`${ana.folder}/a b.txt`, "x");
  await ana.enter(`'${ana.folder}/a b.txt' `);
  await ana.until(/on this machine: \/send/);
  await ana.press("C-c");
  await ana.enter(`/send file://${ana.folder}/a%20b.txt`);
  assert.equal((await ben.next("file"))["name"], "a b.txt");
  assert.deepEqual(ben.lines.all.filter(({ type }) => type === "message"), []);
});

for (const mode of ["lines", "json"] as const) {
  Deno.test(`the mode ${mode} rejects what looks like a command and is none, and goes on`, async () => {
    await using server = await startServer();
    await using mia = await joinRaw(server, "Mia B");
    await using ana = await join(server, "ana", { mode });
    const rejected = [
      "/quit is the command to leave",
      "/home/g/build.log says:",
      "!important: meeting",
      "file:///etc/hostname",
      "/msg Mia hello",
      "x".repeat(16_385),
    ];
    for (const line of rejected) await ana.say(line);
    await ana.say("/msg Mia B psst");
    assert.deepEqual(await got(mia), ["Mia B", "psst"]);
    if (mode === "json") {
      await ana.next(({ type, code }) => type === "error" && code === "bad_text");
      const errors = ana.events.all.filter(({ type }) => type === "error");
      assert.ok(errors.every((error, at) => error["rejected"] === rejected[at]));
      const codes = errors.map(({ code }) => code);
      assert.deepEqual(codes, [...Array(4).fill("bad_command"), "unclear_name", "bad_text"]);
    } else {
      await ana.line(/^! .*16,385 bytes, and a message at most 16,384/);
      const errors = ana.program.stdout.all.filter((line) => line.startsWith("! "));
      assert.equal(errors.length, rejected.length);
    }
    await ana.say("/quit");
    assert.equal((await ana.program.ended).code, 0);
  });
}
