import assert from "node:assert/strict";
import { Bell, BELL_EVERY_MS } from "../../../client/terminal/bell.ts";
import {
  commandWords,
  helpLines,
  parseTerminalInput,
  takesPath,
  type TerminalInput,
} from "../../../client/terminal/terminal_commands.ts";

const own = (command: Extract<TerminalInput, { kind: "terminal" }>["command"]): TerminalInput => ({
  kind: "terminal",
  command,
});

const CASES: readonly (readonly [string, TerminalInput])[] = [
  ["/clear", own({ name: "clear" })],
  ["!BELL all", own({ name: "bell", mode: "all" })],
  ["/bell", own({ name: "bell", mode: undefined })],
  ["/bell loud", { kind: "error", text: "Usage: /bell [on|off|all]" }],
  ["/view 12", own({ name: "view", what: "12" })],
  ["/view ~/a b.png", own({ name: "view", what: "~/a b.png" })],
  ["/view", { kind: "error", text: "Usage: /view ID or PATH" }],
  ["/help", own({ name: "help" })],
  // As near to /bell.
  ["/hepl", { kind: "error", text: "Unknown command /hepl: did you mean /help?" }],
  ["/claer", { kind: "error", text: "Unknown command /claer: did you mean /clear?" }],
  ["/names", { kind: "command", command: { name: "names" } }],
  ["//clear", { kind: "say", text: "/clear" }],
  ["clear", { kind: "say", text: "clear" }],
  ["", { kind: "empty" }],
];

for (const [line, input] of CASES) {
  Deno.test(`parseTerminalInput() reads ${JSON.stringify(line)}`, () => {
    assert.deepEqual(parseTerminalInput(line), input);
  });
}

Deno.test("helpLines() tells every command of the core and of the terminal", () => {
  const help = helpLines().join("\n");
  for (const word of commandWords()) assert.ok(help.includes(`/${word}`), word);
});

Deno.test("takesPath() knows the commands that paths follow, by all their names", () => {
  assert.deepEqual(["send", "file", "view", "get"].map(takesPath), [true, true, true, true]);
  assert.equal(takesPath("nick"), false);
});

Deno.test("Bell rings for mentions, for all or never, and not again too soon", () => {
  const bell = new Bell();
  assert.equal(bell.rings(false, 0), false);
  assert.equal(bell.rings(true, 0), true);
  assert.equal(bell.rings(true, BELL_EVERY_MS - 1), false);
  assert.equal(bell.rings(true, BELL_EVERY_MS), true);
  bell.mode = "all";
  assert.equal(bell.rings(false, 2 * BELL_EVERY_MS), true);
  bell.mode = "off";
  assert.equal(bell.rings(true, 9 * BELL_EVERY_MS), false);
});
