/** The commands that are more than leaving and files, as two people type them. */
import assert from "node:assert/strict";
import { join as joinPath } from "node:path";
import { join } from "../support/client.ts";
import { startServer } from "../support/server.ts";
import { TempDir } from "../support/temp_dir.ts";

Deno.test("private messages, actions, search and older messages in the lines mode", async () => {
  await using server = await startServer({ args: ["--rate-limit", "off", "--history", "2"] });
  await using ana = await join(server, "ana", { mode: "lines" });
  await using ben = await join(server, "ben", { mode: "lines" });
  await ana.line("* ben joined the chat!");
  await ana.say("/msg ben for your eyes");
  await ben.line("[ana -> ben] for your eyes");
  await ana.say("/me waves");
  await ben.line("** ana waves");
  for (const text of ["one apple", "two apples", "three pears"]) await ana.say(text);
  await ben.line("[ana] three pears");
  await ben.say("/search APPLE");
  await ben.line("* Found: APPLE:");
  assert.match(await ben.line(/two apples/), /^\d{4}-\d\d-\d\d \d\d:\d\d \[ana\] two apples$/);
  await ben.line(/\[ana\] one apple$/);
  await ben.say("/msg nobody hi");
  await ben.line("! Nobody here has this name");

  await using cleo = await join(server, "cleo", { mode: "lines" });
  await cleo.line("[ana] three pears");
  await cleo.say("/history 2");
  await cleo.line("* Older messages:");
  await cleo.line(/\*\* ana waves$/);
  await cleo.line(/\[ana\] one apple$/);
  await cleo.say("/search eyes");
  await cleo.line("* Found: eyes: none");
  assert.ok(!cleo.program.stdout.all.some((line) => line.includes("for your eyes")));
});

Deno.test("a folder arrives as one archive", async () => {
  await using server = await startServer();
  await using folder = await TempDir.make();
  await Deno.mkdir(folder.join("photos/2026"), { recursive: true });
  await Deno.writeTextFile(folder.join("photos/2026/a.txt"), "a picture");
  await using ana = await join(server, "ana");
  await using ben = await join(server, "ben");
  await ana.next("joined");
  await ana.say(`/send ${folder.join("photos")}`);
  const done = await ben.next(({ type, state }) => type === "transfer" && state === "done");
  assert.equal(done["name"], "photos.tar");
  const out = folder.join("out");
  await Deno.mkdir(out);
  const args = ["xf", String(done["path"]), "-C", out];
  assert.equal((await new Deno.Command("tar", { args }).output()).code, 0);
  assert.equal(await Deno.readTextFile(joinPath(out, "photos/2026/a.txt")), "a picture");
});
