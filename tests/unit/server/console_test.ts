/** What the operator of a server reads, whatever the members are called. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonOf, textOf } from "../../../server/process/console.ts";
import type { ServerEvent } from "../../../server/base/events.ts";
import { HARMFUL, hostileText } from "../../support/hostile_text.ts";

function eventsWith(text: string): ServerEvent[] {
  const address = "127.0.0.1:5";
  return [
    { type: "joined", name: text, address },
    { type: "resumed", name: text, address },
    { type: "left", name: text, reason: text },
    { type: "renamed", from: text, to: text },
    { type: "dropped", name: text, code: text },
    { type: "refused", address, code: text },
    { type: "file_received", name: text, from: text, bytes: 1 },
    { type: "file_relayed", name: text, to: text, bytes: 1 },
    { type: "warning", text },
    { type: "failure", error: new Error(text) },
  ];
}

Deno.test("The console writes one harmless line for each event, as text and as JSON", () => {
  fc.assert(fc.property(hostileText, (text) => {
    for (const event of eventsWith(text)) {
      assert.doesNotMatch(textOf(event), HARMFUL);
      const json = jsonOf(event, new Date(0));
      assert.doesNotMatch(json.replaceAll("\u0301", ""), HARMFUL);
      assert.equal(JSON.parse(json).type, event.type);
    }
  }));
});
