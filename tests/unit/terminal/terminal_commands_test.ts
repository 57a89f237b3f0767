import assert from "node:assert/strict";
import { Bell, BELL_EVERY_MS } from "../../../client/terminal/bell.ts";
import {
  terminalCommands,
  type TerminalParts,
} from "../../../client/terminal/terminal_commands.ts";
import { rejection, typingRoom } from "../../support/typing_room.ts";
import { roomView } from "./viewed_room.ts";

/** A terminal in which commands are typed, and what they did. */
function room() {
  const bell = new Bell();
  const done: string[] = [];
  const { view, rows } = roomView();
  const parts = {
    view,
    bell,
    screen: { clear: () => void done.push("clear") },
    pictures: { asked: (path: string) => Promise.resolve([`picture of ${path}`]) },
    device: { size: () => ({ columns: 80, rows: 24 }) },
    complain: (text: string) => void done.push(text),
    table: () => typing.input.table,
  } as unknown as TerminalParts;
  const typing = typingRoom({ home: "/home/g", commands: terminalCommands(parts) });
  return { ...typing, bell, done, rows };
}

Deno.test("the terminal's commands are done, and those of the core as well", async () => {
  const { enter, bell, done, rows } = room();
  await enter("/clear");
  assert.deepEqual(done.splice(0), ["clear"]);
  await enter("!BELL all");
  assert.equal(bell.mode, "all");
  await enter("/bell");
  assert.deepEqual(rows(), ["  The bell is all", "  The bell is all"]);
  await enter("/view 12");
  assert.deepEqual(done, ["File 12 has not been received: /get 12 receives it"]);
  await enter("/view ~/a.png");
  assert.deepEqual(rows(), ["picture of /home/g/a.png"]);
  await enter('/view "/tmp/a b.png"');
  assert.deepEqual(rows(), ["picture of /tmp/a b.png"]);
  assert.deepEqual((await enter("/names")).calls, [["names"]]);
  assert.deepEqual((await enter("//clear")).calls, [["say", "/clear", {}]]);
});

Deno.test("what does not fit a command of the terminal is explained", async () => {
  const { enter } = room();
  assert.equal(rejection(await enter("/bell loud")), "Usage: /bell [on|off|all]");
  assert.equal(rejection(await enter("/view")), "Usage: /view ID or PATH");
  assert.match(rejection(await enter("/clear the air")), /takes nothing/);
  // As near to /bell.
  assert.match(rejection(await enter("/hepl")), /did you mean \/help\?/);
  assert.match(rejection(await enter("/claer")), /did you mean \/clear\?/);
});

Deno.test("help tells every command of the core and of the terminal, and the keys", async () => {
  const { enter, input, rows } = room();
  await enter("/help");
  const help = rows().join("\n");
  const words = input.table.words.flatMap((command) => command.words);
  for (const word of words) assert.ok(help.includes(`/${word}`), word);
  assert.match(help, /Ctrl-R/);
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
