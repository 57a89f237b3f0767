/** What the lines mode prints, word for word. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";

Deno.test("the lines mode tells in words what happens", async () => {
  await using server = await startServer();
  await using sravya = await joinRaw(server, "sravya");
  await using ana = await join(server, "ana", { mode: "lines" });
  await ana.line("* Client 1 : sravya");
  await ana.line("* Client 2 : ana");
  assert.ok(ana.program.stdout.all.includes("* Total No of Clients: 2"));

  await sravya.send({ type: "say", id: "1", text: "hi" });
  await ana.line("[sravya] hi");
  {
    await using ben = await joinRaw(server, "ben");
    await ana.line("* ben joined the chat!");
    await ben.send({ type: "leave" });
    await ana.line("* ben exited the chat");
    await ben.closed;
  }
  await ana.say("!FILE missing.png");
  await ana.line("! File doesn't exist: missing.png");
  await ana.say("!DISCONNECT");
  assert.equal((await ana.program.ended).code, 0);
  assert.equal((await sravya.next("left", ({ name }) => name === "ana"))["reason"], "quit");
  const texts = sravya.lines.all.filter(({ type }) => type === "message");
  assert.deepEqual(texts, []);
});

Deno.test("text from others cannot act on the terminal or imitate a line of ours", async () => {
  await using server = await startServer();
  await using eve = await joinRaw(server, "eve");
  await using ana = await join(server, "ana", { mode: "lines" });
  const hostile =
    "\u001b]0;owned\u0007\u001b[2J\u202ecod.exe\r[ana] I agree\n* ben joined the chat!";
  await eve.send({ type: "say", id: "1", text: hostile }, { type: "say", id: "2", text: "end" });
  await ana.line("[eve] end");
  const shown = ana.program.stdout.all.join("\n");
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(shown, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  assert.ok(shown.includes("cod.exe"));
  for (const line of ana.program.stdout.all) {
    assert.doesNotMatch(line, /^\[ana\]|^\* ben joined/);
  }
});
