import assert from "node:assert/strict";
import { importCycles } from "../../support/import_graph.ts";
import { LAYERS } from "../../support/layer_tables.ts";
import plugin, { whyNot } from "../../support/layers.ts";

const REPOSITORY = new URL("../../../", import.meta.url);

const FORBIDDEN: readonly (readonly [from: string, specifier: string])[] = [
  ["server/session/session.ts", "../../client/core/mod.ts"],
  ["client/core/link/link.ts", "../../../server/server.ts"],
  ["server/session/session.ts", "../../main.ts"],
  ["protocol/lines.ts", "../server/session/session.ts"],
  ["protocol/lines.ts", "../client/core/mod.ts"],
  ["main.ts", "./tests/support/layers.ts"],
  ["main.ts", "./server/server.ts"],
  ["server/rooms/room.ts", "../../tests/support/layers.ts"],
  ["client/core/link/link.ts", "../../terminal/screen.ts"],
  ["client/core/link/link.ts", "../../command.ts"],
  ["client/lines/lines.ts", "../terminal/screen.ts"],
  ["client/gui/page.ts", "../lines/lines.ts"],
  ["tests/fault/cut_test.ts", "../hostile/support/lab.ts"],
  ["tests/support/rig.ts", "../fault/lab/oracle.ts"],
  ["server/log/log.ts", "node:sqlite"],
  ["client/core/room/state.ts", "node:sqlite"],
  // Whoever is outside comes in by the door.
  ["client/command.ts", "./core/room/memory.ts"],
  ["client/lines/lines.ts", "../core/base/mod.ts"],
  ["client/command.ts", "./lines/lines.ts"],
  ["main.ts", "./client/join.ts"],
  ["client/lines/lines.ts", "../options.ts"],
  ["client/base/invite.ts", "../lines/mod.ts"],
  ["client/core/room/room.ts", "../transfers/uploads.ts"],
  ["client/core/mod.ts", "./base/events.ts"],
  ["server/server.ts", "./rooms/room.ts"],
  ["server/session/session.ts", "../log/log.ts"],
  // Down and never up.
  ["server/requests/say.ts", "../session/mod.ts"],
  ["server/log/log.ts", "../rooms/mod.ts"],
  ["server/store/store.ts", "../log/mod.ts"],
  ["server/session/session.ts", "../server.ts"],
  ["client/core/transfers/uploads.ts", "../room/mod.ts"],
  ["client/core/transfers/uploads.ts", "../link/mod.ts"],
  ["client/core/transport/dial.ts", "../link/mod.ts"],
  ["client/core/base/failures.ts", "../mod.ts"],
  ["client/core/input/commands.ts", "../link/mod.ts"],
];

const ALLOWED: readonly (readonly [from: string, specifier: string])[] = [
  ["main.ts", "./server/mod.ts"],
  ["main.ts", "./client/command.ts"],
  ["main.ts", "./protocol/text.ts"],
  ["main.ts", "./deno.json"],
  ["server/rooms/room.ts", "../../protocol/names.ts"],
  ["server/server.ts", "./rooms/mod.ts"],
  ["server/process/serve.ts", "../server.ts"],
  ["server/session/session.ts", "../requests/mod.ts"],
  ["client/lines/lines.ts", "../core/mod.ts"],
  ["client/gui/page/news.ts", "../../core/page.ts"],
  ["client/command.ts", "./lines/mod.ts"],
  ["client/lines/lines.ts", "../base/mod.ts"],
  ["client/core/mod.ts", "./room/mod.ts"],
  ["client/core/room/exchange.ts", "../transfers/mod.ts"],
  ["client/core/room/exchange.ts", "./outbox.ts"],
  ["client/core/room/exchange.ts", "../../../protocol/messages.ts"],
  ["server/store/database.ts", "node:sqlite"],
  ["protocol/file_lock.ts", "node:sqlite"],
  ["tests/e2e/chat_test.ts", "../support/server.ts"],
  ["tests/e2e/chat_test.ts", "node:sqlite"],
  ["tests/e2e/chat_test.ts", "../../main.ts"],
  ["tests/fault/cut_test.ts", "./lab/oracle.ts"],
  ["tests/unit/server/log_test.ts", "../../support/temp_dir.ts"],
  ["tests/unit/client/core/room/memory_test.ts", "../../../../../client/core/room/memory.ts"],
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

for (const { root, folders } of LAYERS) {
  Deno.test(`the rows of ${root} name folders that are there, and never go round in circles`, () => {
    const isThere = (path: string) => Deno.statSync(new URL(path, REPOSITORY)).isFile;
    for (const name of Object.values(folders).flat()) {
      assert.ok(name in folders, `${name} has a row`);
    }
    for (const name of Object.keys(folders)) assert.ok(isThere(`${root}/${name}/mod.ts`));
    assert.deepEqual(importCycles(new Map(Object.entries(folders))), []);
  });
}

const FORMS = [
  `import { a } from "../client/a.ts";`,
  `import type { a } from "../client/a.ts";`,
  `import "../client/a.ts";`,
  `await import("../client/a.ts");`,
  `export { a } from "../client/a.ts";`,
  `export * from "../client/a.ts";`,
  `type A = import("../client/a.ts").A;`,
  `const a: typeof import("../client/a.ts").a = 1;`,
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
