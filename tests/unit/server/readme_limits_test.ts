/** The README is held to the table of limits. */
import assert from "node:assert/strict";
import { LIMIT_NAMES, limitLabel } from "../../../server/limit_table.ts";

Deno.test("the README has every limit, and no option that is none", async () => {
  const page = await Deno.readTextFile(new URL("../../../README.md", import.meta.url));
  const [, section = ""] = /^### Limits$([\s\S]*?)^## /m.exec(page) ?? [];
  const rows = section.split("\n").filter((line) => line.startsWith("| `--"));
  const named = rows.flatMap((row) =>
    Array.from((row.split("|")[1] ?? "").matchAll(/`--([a-z-]+)`/g), ([, name]) => name)
  );
  assert.deepEqual(named.sort(), LIMIT_NAMES.map(limitLabel).sort());
});
