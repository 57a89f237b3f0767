import assert from "node:assert/strict";
import { FAILURES } from "../../../client/core/base/failures.ts";
import { GERMAN_FAILURES, germanFailure } from "../../../client/gui/page/failures_de.ts";
import { LANGUAGES } from "../../../client/gui/page/texts.ts";
import { ERRORS } from "../../../protocol/errors.ts";

/** The names of all texts, those in groups as `group.name`. */
function keysOf(texts: object, group = ""): string[] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "object" ? keysOf(text, `${group}${key}.`) : [`${group}${key}`]
  ).sort();
}

Deno.test("every language has the same texts, and none of them is empty", () => {
  const { en, ...others } = LANGUAGES;
  for (const texts of [en, ...Object.values(others)]) {
    assert.deepEqual(keysOf(texts), keysOf(en), texts.language);
    const empty = Object.entries(texts).filter(([, text]) => text === "").map(([key]) => key);
    assert.deepEqual(empty, [], texts.language);
  }
});

Deno.test("every error code has a German sentence of its own", () => {
  const codes = [...new Set([...Object.keys(ERRORS), ...Object.keys(FAILURES)])].sort();
  assert.deepEqual(Object.keys(GERMAN_FAILURES).sort(), codes);
  assert.equal(new Set(Object.values(GERMAN_FAILURES)).size, codes.length);
});

Deno.test("germanFailure() keeps what the English text tells beyond its sentence", () => {
  assert.equal(germanFailure("file_missing", "File doesn't exist"), "Die Datei gibt es nicht");
  assert.equal(
    germanFailure("file_missing", "File doesn't exist: /tmp/x"),
    "Die Datei gibt es nicht: /tmp/x",
  );
  assert.equal(
    germanFailure("bad_command", "Unknown command /x"),
    "Dieser Befehl ist so nicht zu gebrauchen (Unknown command /x)",
  );
  assert.equal(germanFailure("of_a_newer_server", "Something else"), "Something else");
});
