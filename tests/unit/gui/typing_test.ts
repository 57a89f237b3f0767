import assert from "node:assert/strict";
import type { TypedInput } from "../../../client/core/mod.ts";
import { Typing } from "../../../client/gui/typing.ts";

/** An input that takes its time for each text, and what it was given. */
class SlowInput {
  readonly given: string[] = [];
  typing: Typing | undefined;
  enter = async (text: string, { to }: { to?: string | undefined }) => {
    await Promise.resolve();
    this.given.push(to === undefined ? text : `${text} to ${to}`);
    if (text === "/quit") return "quit";
    if (!text.startsWith("/")) return "done";
    const at = "2026-01-01T00:00:00.000Z";
    this.typing?.rejected({ type: "error", code: "bad_command", text, rejected: text, at });
    return "rejected";
  };
  say = (text: string) => {
    this.given.push(`as text: ${text}`);
    return Promise.resolve("done");
  };
}

Deno.test("Typing: what is typed is taken in its order, and once under each name", async () => {
  const input = new SlowInput();
  let quits = 0;
  const typing = input.typing = new Typing(input as unknown as TypedInput, () => quits++);
  const answers = await Promise.all([
    typing.answer({ ref: "1", text: "a" }),
    typing.answer({ ref: "2", text: "/x" }),
    typing.answer({ ref: "3", text: "b", to: "ben" }),
    typing.answer({ ref: "2", text: "/x" }),
    typing.answer({ ref: "4", text: "/y", isText: true }),
    typing.answer({ ref: "5", text: "/quit" }),
  ]);
  assert.deepEqual(input.given, ["a", "/x", "b to ben", "as text: /y", "/quit"]);
  const refusal = { code: "bad_command", text: "/x", mayBeText: true };
  assert.deepEqual(answers, [undefined, refusal, undefined, refusal, undefined, undefined]);
  assert.equal(quits, 1);
});
