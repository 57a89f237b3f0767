import assert from "node:assert/strict";
import { Presence } from "../../../client/gui/presence.ts";
import { LEAVE_GRACE_MS, NAME_HOLD_MS } from "../../../protocol/limits.ts";

Deno.test("Presence: guests stay guests under another name, and only lost members may come back", () => {
  let nowMs = 1_000;
  const presence = new Presence({ wall: () => nowMs });
  presence.welcomed(["ana", "ben"], ["ben"]);
  presence.joined("cleo", true);
  presence.renamed("ben", "bob");
  assert.deepEqual(presence.view, {
    members: ["ana", "bob", "cleo"],
    guests: ["bob", "cleo"],
    dropped: [],
  });
  presence.left("ana", "quit");
  presence.left("bob", "lost");
  const until = nowMs + NAME_HOLD_MS - LEAVE_GRACE_MS;
  assert.deepEqual(presence.view.dropped, [{ name: "bob", until }]);
  nowMs = until;
  presence.left("cleo", "lost");
  assert.deepEqual(presence.view.dropped.map(({ name }) => name), ["cleo"]);
  presence.joined("cleo", false);
  assert.deepEqual(presence.view, { members: ["cleo"], guests: [], dropped: [] });
});
