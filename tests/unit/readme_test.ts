/** The README is held to the code. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import config from "../../deno.json" with { type: "json" };
import { LIMIT_NAMES, limitLabel } from "../../server/base/limit_table.ts";

/** The first cells of the tables under `heading`. */
async function firstCells(heading: string): Promise<string[]> {
  const page = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  const [, after = ""] = page.split(`\n${heading}\n`);
  const [section = ""] = after.split(/^##/m);
  const rows = section.split("\n").filter((line) => line.startsWith("| `--"));
  return rows.map((row) => row.split("|")[1] ?? "");
}

Deno.test("the README has every limit, and no option that is none", async () => {
  const cells = await firstCells("### Limits");
  const named = cells.flatMap((cell) => Array.from(cell.matchAll(/`--([a-z-]+)`/g), ([, x]) => x));
  assert.deepEqual(named.sort(), LIMIT_NAMES.map(limitLabel).sort());
});

Deno.test("the README gives a reason for every permission that the program has, and for no other", async () => {
  const cells = await firstCells("## Permissions");
  const listed = cells.flatMap((cell) =>
    Array.from(cell.matchAll(/`--(allow-[^`]+)`/g), ([, x]) => x)
  );
  const words = config.tasks.chat.split(" ").filter((word) => word.startsWith("--allow-"));
  const granted = words.flatMap((word) => {
    const [name = "", values = ""] = word.slice(2).split("=");
    // The C library has a place of its own on each system.
    if (name === "allow-ffi") return [`${name}=${values.split(",")[0]},…`];
    if (name !== "allow-run") return [word.slice(2)];
    // The system's own tools have one reason, and so has what opens a browser or a folder.
    const [kill, cat, ps, opener] = values.split(",");
    return [`${name}=${kill},${cat},${ps}`, `${name}=${opener},…`];
  });
  assert.deepEqual(listed.sort(), granted.sort());
  assert.ok(!words.includes("--allow-all") && !config.tasks.chat.includes(" -A"));
});

Deno.test("the bot that the README shows is the one that plays in the tests", async () => {
  const root = new URL("../../", import.meta.url);
  const page = await Deno.readTextFile(new URL("README.md", root));
  const bot = await Deno.readTextFile(new URL("tests/bots/tictactoe_bot.ts", root));
  assert.equal(/```ts\n([^]*?)```/.exec(page)?.[1], bot);
});

Deno.test("the README names files and folders that are there", async () => {
  const root = new URL("../../", import.meta.url);
  const page = await Deno.readTextFile(new URL("README.md", root));
  const path = /`((?:client|protocol|server|tests|\.ci)\/[\w./-]*)`/g;
  const named = Array.from(page.matchAll(path), ([, path]) => path as string);
  assert.ok(named.length > 40);
  assert.deepEqual(named.filter((path) => !existsSync(new URL(path, root))), []);
});
