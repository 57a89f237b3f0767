/** What can go wrong for a client. */
import assert from "node:assert/strict";
import { asFailure } from "../../../../../client/core/base/mod.ts";
import { FAILURES } from "../../../../../client/core/base/failures.ts";
import { ERRORS } from "../../../../../protocol/errors.ts";

Deno.test("asFailure() knows a full disk", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  using full = await Deno.open("/dev/full", { write: true });
  const error = await full.write(new Uint8Array(1)).catch((error) => error);
  assert.equal(asFailure(error, "not_saved").code, "storage_full");
  assert.equal(asFailure(new Error("x"), "not_saved").code, "not_saved");
});

Deno.test("no code of the client means something else in the protocol", () => {
  assert.deepEqual(Object.keys(FAILURES).filter((code) => Object.hasOwn(ERRORS, code)), []);
});
