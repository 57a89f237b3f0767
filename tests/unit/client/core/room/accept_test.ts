/** Which files come by themselves. */
import assert from "node:assert/strict";
import { isAccepted } from "../../../../../client/core/room/accept.ts";

Deno.test("isAccepted() follows the policy, and never takes own or old files", () => {
  const file = { size: 100, isOwn: false, isNews: true };
  assert.ok(isAccepted("all", file));
  assert.ok(isAccepted(100, file));
  assert.ok(!isAccepted(99, file));
  assert.ok(!isAccepted("ask", file));
  assert.ok(!isAccepted("none", file));
  assert.ok(!isAccepted("all", { ...file, isOwn: true }));
  assert.ok(!isAccepted("all", { ...file, isNews: false }));
});
