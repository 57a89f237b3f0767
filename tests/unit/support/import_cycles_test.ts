/** Nothing in the program goes round in circles: every file can be read with what it stands on alone. */
import assert from "node:assert/strict";
import { importCycles, type ImportGraph, readImports } from "../../support/import_graph.ts";

/** What is held to it, as files and folders of the repository. */
const ROOTS: readonly string[] = ["main.ts", "server", "client", "protocol"];

Deno.test("no file imports itself in a roundabout way, not even for a type", () => {
  const imports = readImports(ROOTS);
  const cycles = importCycles(imports);
  console.log(`${imports.size} files of ${ROOTS.join(", ")}: ${cycles.length} import cycles`);
  assert.deepEqual(cycles, []);
});

const graph = (arrows: Readonly<Record<string, string>>): ImportGraph =>
  new Map(Object.entries(arrows).map(([file, targets]) => [file, [...targets]]));

Deno.test("importCycles() finds every circle as a whole, and none where there is none", () => {
  assert.deepEqual(importCycles(graph({ a: "bc", b: "c", c: "" })), []);
  assert.deepEqual(importCycles(graph({ a: "b", b: "a", c: "a" })), [["a", "b"]]);
  assert.deepEqual(importCycles(graph({ a: "a" })), [["a"]]);
  assert.deepEqual(importCycles(graph({ a: "b", b: "c", c: "ad", d: "e", e: "d" })), [
    ["a", "b", "c"],
    ["d", "e"],
  ]);
});

Deno.test("readImports() sees types, doors and what is loaded later", () => {
  const imports = readImports(["client"]);
  assert.ok(imports.get("client/front_ends.ts")?.includes("client/core/mod.ts"));
  assert.ok(imports.get("client/front_ends.ts")?.includes("client/gui/mod.ts"));
  assert.ok(imports.get("client/core/mod.ts")?.includes("client/core/base/mod.ts"));
  assert.ok(imports.get("client/gui/page/channel_client.ts")?.includes("client/gui/channel.ts"));
});
