/** How a run ends for the shell. */
import assert from "node:assert/strict";
import { failureExitCode, linkExitCode } from "../../../../client/base/mod.ts";

Deno.test("exit codes follow the contract", () => {
  for (const code of ["connection_refused", "no_route", "unknown_host", "timeout"]) {
    assert.equal(linkExitCode(code, false), 3, code);
    assert.equal(linkExitCode(code, true), 1, code);
  }
  for (const code of ["not_a_chat_server", "closed_at_once", "unreachable"]) {
    assert.equal(linkExitCode(code, false), 3, code);
  }
  for (const code of ["name_taken", "bad_version", "server_full", "banned_by_tomorrow"]) {
    assert.equal(linkExitCode(code, false), 4, code);
  }
  assert.equal(linkExitCode("name_taken", true), 4);
  assert.equal(linkExitCode("replaced", true), 1);
  assert.equal(linkExitCode("left", true), 0);
  assert.equal(failureExitCode("file_missing"), 6);
  assert.equal(failureExitCode("file_too_large"), 4);
  assert.equal(failureExitCode("storage_full"), 4);
});
