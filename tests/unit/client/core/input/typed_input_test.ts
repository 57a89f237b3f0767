/** From a typed line to what the client is told to do. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { rejection, typingRoom } from "../../../../support/typing_room.ts";

const { input, enter, taken } = typingRoom({ names: ["ana", "Mia", "Mia B"], home: "/home/g" });

const ROWS: readonly (readonly [line: string, ...call: unknown[]])[] = [
  ["hello", "say", "hello", {}],
  ["  indented", "say", "  indented", {}],
  ["a / b ! c", "say", "a / b ! c", {}],
  ["//x", "say", "/x", {}],
  ["!!x", "say", "!x", {}],
  ["///x", "say", "//x", {}],
  [" //x", "say", " /x", {}],
  ["one\ntwo\n \n", "say", "one\ntwo", {}],
  ["/say /x", "say", "/x", {}],
  ["/me waves", "say", "waves", { action: true }],
  ["/names", "names"],
  ["!INFO", "info"],
  ["/Info", "info"],
  ["/invite", "notice", "invite", "chat join host:1"],
  ["/history", "history"],
  ["/history 100", "history", 100],
  ["/search wide  world", "search", "wide  world"],
  ["!FILE a.png", "sendFile", "a.png"],
  ["!send ~/a.png", "sendFile", "/home/g/a.png"],
  ['/send "a b"', "sendFile", "a b"],
  ["/nick Ana Maria", "rename", "Ana Maria"],
  ['/nick "Ana Maria"', "rename", "Ana Maria"],
  ["/files", "files"],
  ["/files before 7", "files", "7"],
  ["/files 7", "files", "7"],
  ["/get 7", "get", "7"],
  ["/get #7", "get", "7"],
  ["/get 7 as my file.txt", "get", "7", "my file.txt"],
  ['/GET 7 AS "my file.txt"', "get", "7", "my file.txt"],
  ["/get 7 ~/here/", "get", "7", "/home/g/here/"],
  ["/accept 7", "accept", "7"],
  ["/decline 7", "decline", "7"],
  ["/cancel 7", "cancel", "7"],
  ["/topic", "moderate", "topic", { text: "" }],
  ["/topic the plan", "moderate", "topic", { text: "the plan" }],
  [`/op ${"0f".repeat(16)}`, "moderate", "op", { text: "0f".repeat(16) }],
];

for (const [line, ...call] of ROWS) {
  Deno.test(`${JSON.stringify(line)} is done`, async () => {
    assert.deepEqual(await enter(line), { outcome: "done", calls: [call] });
  });
}

Deno.test("everything that leaves leaves, in any letter case", async () => {
  for (const line of [" /quit ", "!q", "!Q", "!DISCONNECT", "/exit", "/leave"]) {
    assert.deepEqual(await enter(line), { outcome: "quit", calls: [] }, line);
  }
});

const REJECTED: readonly (readonly [line: string, why: RegExp])[] = [
  ["/sned x", /did you mean \/send\?.*\/\/sned x/],
  ["!FILES2", /did you mean !files\?/],
  ["/xyzzy", /Unknown command \/xyzzy: \/help/],
  ["/", /Unknown command \//],
  ["! wow", /To say it as a text: !! wow/],
  ["/send", /^Usage: \/send PATH/],
  ["!FILE   ", /^Usage: \/send/],
  ["/get", /^Usage: \/get ID/],
  ["/get x", /^Usage: \/get/],
  ["/get ../7", /^Usage: \/get/],
  ["/cancel 12345678901234567", /^Usage: \/cancel/],
  ["/nick", /^Usage: \/nick NAME/],
  ["/nick [x]", /name/i],
  ["/history 100000", /100\b/],
  ["/history x", /^Usage: \/history/],
  [`/search ${"x".repeat(201)}`, /200/],
  // What begins like a command and is none is offered as a text.
  ["/home/g/build.log says:", /To say it as a text: \/\/home\/g\/build\.log/],
  ["!important: meeting at 5pm", /To say it as a text: !!important: meeting/],
  ["/quit is the command to leave", /takes nothing.*To say it as a text: \/\/quit is/],
  ["/help lists all", /takes nothing/],
  ["/Q uit", /takes nothing/],
  ["/names ana", /takes nothing/],
  ["/quit is the command\n/help lists all\nthe rest", /takes nothing/],
  ["/send a\n/send b", /takes one line/],
  ["/nick ana\nben", /takes one line/],
  ["x".repeat(16_385), /16,385 bytes.*16,384/],
  ["ä".repeat(8_193), /16,386 bytes/],
  [`/me ${"x".repeat(16_385)}`, /16,384/],
  [`/msg ana ${"x".repeat(16_385)}`, /16,384/],
];

for (const [line, why] of REJECTED) {
  Deno.test(`${JSON.stringify(line.slice(0, 40))} is rejected as a whole`, async () => {
    const typed = await enter(line);
    assert.equal(typed.outcome, "rejected");
    assert.deepEqual(typed.calls.map(([name]) => name), ["reject"], "nothing was done");
    assert.equal(typed.calls[0]?.[3], line, "what was typed comes back");
    assert.match(rejection(typed), why);
  });
}

Deno.test("nothing that starts like a command is ever said", async () => {
  const start = fc.constantFrom("/", "!", " /", "\t!");
  const property = fc.asyncProperty(start, fc.string(), async (sign, rest) => {
    if (rest.startsWith(sign.trim())) return;
    const { calls } = await enter(sign + rest);
    for (const [name, text] of calls) {
      if (name === "say") {
        assert.match(`${sign}${rest}`, /^\s*[/!](say|me|action)\s/i, String(text));
      }
    }
  });
  await fc.assert(property);
});

Deno.test("there is nothing to do in white space", async () => {
  for (const line of ["", " ", "\t", "\r", "\n\n"]) {
    assert.deepEqual(await enter(line), { outcome: "done", calls: [] });
  }
});

Deno.test("help names every command and every word for it, and no word is used twice", async () => {
  const { calls } = await enter("/help");
  const help = calls.map(([, , line]) => line).join("\n");
  const words = input.table.words.flatMap((command) => command.words);
  for (const word of words) assert.ok(help.includes(`/${word}`), word);
  assert.equal(new Set(words).size, words.length);
});

Deno.test("what is typed to one member alone is never said to the room", async () => {
  const to = "Mia B";
  assert.deepEqual((await enter("psst", to)).calls, [["say", "psst", { to }]]);
  assert.deepEqual((await enter("/me waves", to)).calls, [["say", "waves", { to, action: true }]]);
  assert.deepEqual((await enter("//x", to)).calls, [["say", "/x", { to }]]);
  assert.deepEqual((await enter("/say /x", to)).calls, [["say", "/x", { to }]]);
  assert.deepEqual((await enter("/msg ana psst", to)).calls, [["say", "psst", { to: "ana" }]]);
  assert.match(rejection(await enter("/send a.png", to)), /Everybody/);
  assert.match(rejection(await enter("/topic secret", to)), /Everybody/);
});

Deno.test("a text that is given as such is said as it is", async () => {
  assert.deepEqual((await taken(() => input.say("/quit", {}))).calls, [["say", "/quit", {}]]);
  const private_ = await taken(() => input.say("/quit", { to: "ana" }));
  assert.deepEqual(private_.calls, [["say", "/quit", { to: "ana" }]]);
});

Deno.test("what waits for the server has an end, and what is beyond comes back", async () => {
  const full = typingRoom({ unacknowledged: 1_024 });
  assert.match(rejection(await full.enter("hello")), /Already 1024 messages/);
});

Deno.test("a front end's command stands in the same table", async () => {
  const done: string[] = [];
  const { enter } = typingRoom({
    commands: [{
      name: "wave",
      aliases: ["hi"],
      usage: "NAME",
      help: "wave to somebody",
      takes: "name",
      read: (name) => name === "" ? undefined : () => void done.push(name),
    }],
  });
  await enter("/HI ana");
  assert.deepEqual(done, ["ana"]);
  assert.match(rejection(await enter("/wave")), /^Usage: \/wave NAME$/);
  assert.match(rejection(await enter("/wavw")), /did you mean \/wave\?/);
  assert.ok((await enter("/help")).calls.some(([, , line]) => String(line).includes("/hi")));
});
