import assert from "node:assert/strict";
import plugin, { whyNot } from "../../support/layers.ts";

const FORBIDDEN: readonly (readonly [from: string, specifier: string])[] = [
  ["server/session.ts", "../client/core/link.ts"],
  ["client/core/link.ts", "../../server/server.ts"],
  ["server/session.ts", "../main.ts"],
  ["protocol/lines.ts", "../server/session.ts"],
  ["protocol/lines.ts", "../client/core/link.ts"],
  ["main.ts", "./tests/support/layers.ts"],
  ["server/room/room.ts", "../../tests/support/layers.ts"],
  ["client/core/link.ts", "../terminal/screen.ts"],
  ["client/core/link.ts", "../command.ts"],
  ["client/lines/lines.ts", "../terminal/screen.ts"],
  ["client/gui/page.ts", "../lines/lines.ts"],
  ["server/room/log.ts", "node:sqlite"],
  ["client/core/state.ts", "node:sqlite"],
  ["tests/fault/cut_test.ts", "../hostile/support/lab.ts"],
  ["tests/support/rig.ts", "../fault/lab/oracle.ts"],
];

const ALLOWED: readonly (readonly [from: string, specifier: string])[] = [
  ["main.ts", "./server/command.ts"],
  ["main.ts", "./client/command.ts"],
  ["main.ts", "./protocol/text.ts"],
  ["main.ts", "./deno.json"],
  ["server/room/room.ts", "../../protocol/names.ts"],
  ["server/server.ts", "./room/room.ts"],
  ["client/lines/lines.ts", "../core/link.ts"],
  ["client/command.ts", "./lines/lines.ts"],
  ["client/lines/lines.ts", "../options.ts"],
  ["server/store/database.ts", "node:sqlite"],
  ["protocol/file_lock.ts", "node:sqlite"],
  ["tests/e2e/chat_test.ts", "../support/server.ts"],
  ["tests/e2e/chat_test.ts", "node:sqlite"],
  ["tests/e2e/chat_test.ts", "../../main.ts"],
  ["tests/fault/cut_test.ts", "./lab/oracle.ts"],
  ["tests/unit/server/log_test.ts", "../../support/temp_dir.ts"],
];

for (const [from, specifier] of FORBIDDEN) {
  Deno.test(`${from} must not import ${specifier}`, () => {
    assert.notEqual(whyNot(from, specifier), undefined);
  });
}

Deno.test("what the picture of the parts allows is not reported", () => {
  for (const [from, specifier] of ALLOWED) {
    assert.equal(whyNot(from, specifier), undefined, `${from} may import ${specifier}`);
  }
});

const FORMS = [
  `import { a } from "../client/a.ts";`,
  `import type { a } from "../client/a.ts";`,
  `import "../client/a.ts";`,
  `await import("../client/a.ts");`,
  `export { a } from "../client/a.ts";`,
  `export * from "../client/a.ts";`,
];

for (const source of FORMS) {
  Deno.test(`the linter reports ${source}`, () => {
    const [finding, ...others] = Deno.lint.runPlugin(plugin, "server/a.ts", source);
    assert.equal(finding?.id, "layers/import-direction");
    assert.equal(finding.message, "server must not import from client");
    assert.deepEqual(others, []);
  });
}

Deno.test("the linter is silent about code without forbidden imports", () => {
  const source = `import { b } from "../protocol/b.ts"; export const a = b; export { b };`;
  assert.deepEqual(Deno.lint.runPlugin(plugin, "server/a.ts", source), []);
});
