/** A room as its members see it, through the program's JSON mode. */
import assert from "node:assert/strict";
import { join } from "../support/client.ts";
import { runProgram } from "../support/program.ts";
import { joinRaw } from "../support/raw_client.ts";
import { startServer } from "../support/server.ts";

Deno.test("people see each other come, talk, rename and go", async () => {
  await using server = await startServer();
  await using ana = await join(server, "ana");
  await using ben = await join(server, "ben");
  assert.equal((await ana.next("joined"))["name"], "ben");
  const [welcome] = ben.events.all.filter(({ type }) => type === "welcome");
  assert.deepEqual(
    [welcome?.["you"], welcome?.["room"], welcome?.["members"]],
    ["ben", "main", ["ana", "ben"]],
  );

  await ana.say("hello 👋 שלום");
  const sent = await ana.next("sent");
  const message = await ben.next("message");
  assert.deepEqual(
    [message["from"], message["text"], message["history"], message["seq"], message["id"]],
    ["ana", "hello 👋 שלום", false, sent["seq"], sent["id"]],
  );
  assert.match(message.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

  await ben.say("/nick benedict");
  const renamed = await ana.next("renamed");
  assert.deepEqual([renamed["from"], renamed["to"]], ["ben", "benedict"]);
  await ben.say("it is me");
  assert.equal((await ana.message("it is me"))["from"], "benedict");

  await ben.leave();
  const left = await ana.next("left");
  assert.deepEqual([left["name"], left["reason"]], ["benedict", "quit"]);
  assert.equal((await ben.program.ended).code, 0);
  const own = ana.events.all.filter(({ type, from }) => type === "message" && from === "ana");
  assert.deepEqual(own, [], "nobody gets their own messages back");
});

Deno.test("commands are never sent as messages, a doubled mark sends one", async () => {
  await using server = await startServer();
  await using ben = await joinRaw(server, "ben");
  await using ana = await join(server, "ana");
  const commands = [
    "/names",
    "!INFO",
    "!info",
    "/help",
    "/frobnicate",
    "!FILE",
    "!send no-such-file",
  ];
  for (const line of [...commands, "//slash", "!!bang", "/dance now", "the end"]) {
    await ana.say(line);
  }
  await ben.next("message", ({ text }) => text === "the end");
  const texts = ben.lines.all.filter(({ type }) => type === "message").map(({ text }) => text);
  assert.deepEqual(texts, ["/slash", "!bang", "the end"]);
  const info = await ana.next("info");
  assert.deepEqual([info["room"], info["members"]], ["main", 2]);
  await ana.say("!q");
  assert.equal((await ana.program.ended).code, 0);
  assert.equal((await ben.next("left"))["reason"], "quit");
});

Deno.test("a line that starts with a brace says, sends or commands", async () => {
  await using server = await startServer();
  await using ben = await joinRaw(server, "ben");
  await using ana = await join(server, "ana");
  await ana.say('{"say":"/not a command"}');
  await ana.say('{"say":"two\\nlines"}');
  await ana.say('{"command":"/names"}');
  await ana.say('{"dance":true}');
  await ana.next("error");
  await ana.say("the end");
  await ben.next("message", ({ text }) => text === "the end");
  const texts = ben.lines.all.filter(({ type }) => type === "message").map(({ text }) => text);
  assert.deepEqual(texts, ["/not a command", "two\nlines", "the end"]);
});

Deno.test("who comes late sees the last fifty messages, marked as history", async () => {
  await using server = await startServer({ args: ["--rate-limit", "off"] });
  await using ana = await joinRaw(server, "ana");
  const says = Array.from({ length: 60 }, (_, index) => {
    return { type: "say", id: String(index), text: `message ${index}` };
  });
  await ana.send(...says);
  await ana.next("ack", ({ id }) => id === "59");
  await using ben = await join(server, "ben");
  await ben.message("message 59");
  const replayed = ben.events.all.filter(({ type }) => type === "message");
  assert.deepEqual(replayed.map(({ text }) => text), says.slice(10).map(({ text }) => text));
  assert.ok(replayed.every(({ history }) => history === true));
  await ana.send({ type: "say", id: "live", text: "live" });
  assert.equal((await ben.message("live"))["history"], false);
});

Deno.test("a name in use is refused in every spelling, with exit code 4", async () => {
  await using server = await startServer();
  await using ana = await joinRaw(server, "Ana");
  for (const name of ["ana", "ＡＮＡ", " ana "]) {
    const args = ["join", server.address, "--name", name, "--mode", "json"];
    const { code, stderr, stdout } = await runProgram(args);
    assert.equal(code, 4, stderr + stdout);
  }
  await ana.send({ type: "ping" });
  await ana.next("pong");
  assert.deepEqual(ana.lines.all.filter(({ type }) => type === "joined"), []);
});

Deno.test("at the end of its input a client waits until everything is stored", async () => {
  await using server = await startServer();
  await using ben = await joinRaw(server, "ben");
  const texts = Array.from({ length: 25 }, (_, index) => `line ${index}`);
  const args = ["join", server.address, "--name", "ana", "--mode", "lines"];
  const { code } = await runProgram(args, { input: texts.join("\n") });
  assert.equal(code, 0);
  await ben.next("left");
  const got = ben.lines.all.filter(({ type }) => type === "message").map(({ text }) => text);
  assert.deepEqual(got, texts);
});

Deno.test("a client told to linger stays after its input has ended", async () => {
  await using server = await startServer();
  await using ana = await join(server, "ana", { args: ["--linger", "0"] });
  await ana.program.endInput();
  await using ben = await joinRaw(server, "ben");
  await ben.send({ type: "say", id: "1", text: "are you there" });
  await ana.message("are you there");
  ana.program.kill("SIGTERM");
  assert.equal((await ana.program.ended).code, 143);
  assert.equal((await ben.next("left"))["reason"], "quit");
});

Deno.test("chat send stores one message and exits", async () => {
  await using server = await startServer();
  await using ana = await joinRaw(server, "ana");
  const { code, stderr } = await runProgram(
    ["send", server.address, "--name", "bot", "build", "passed"],
  );
  assert.equal(code, 0, stderr);
  assert.equal((await ana.next("message"))["text"], "build passed");
  assert.equal((await ana.next("left"))["name"], "bot");
});
