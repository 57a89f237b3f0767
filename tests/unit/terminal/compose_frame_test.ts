import assert from "node:assert/strict";
import { paletteOf } from "../../../client/terminal/colour.ts";
import { composeDumbFrame, composeFrame } from "../../../client/terminal/compose_frame.ts";
import { Composer } from "../../../client/terminal/composer.ts";
import { RoomView } from "../../../client/terminal/room_view.ts";

const palette = paletteOf(false);

function parts() {
  const composer = new Composer();
  const view = new RoomView("ana", true, () => ({ palette, columns: 40, names: [] }));
  const frame = (rows: number) => composeFrame(composer, view, { columns: 40, rows }, palette, 0);
  const say = (id: string, text: string) =>
    view.handle({ type: "pending", id, text, at: new Date(0).toISOString() }, 0);
  return { composer, view, frame, say };
}

Deno.test("composeFrame() puts what is under way above the input line and the status below", () => {
  const { composer, frame, say } = parts();
  composer.press({ type: "text", text: "typed" });
  for (let at = 0; at < 5; at++) say(`id${at}`, `message ${at}`);
  assert.deepEqual(frame(24), {
    rows: [
      "  ... [ana] message 0",
      "  ... [ana] message 1",
      "  ... [ana] message 2",
      "  ... and 2 more on their way",
      "> typed",
      "connecting… · 5 not sent yet",
    ],
    cursorRow: 4,
    cursorColumn: 7,
  });
});

Deno.test("composeFrame() leaves a row for messages however small the screen is", () => {
  const { composer, frame, say } = parts();
  composer.press({ type: "paste", text: "1\n2\n3\n4\n5\n6\n7\n8\n9\n10", isCut: false });
  for (let at = 0; at < 5; at++) say(`id${at}`, `message ${at}`);
  for (let rows = 2; rows <= 30; rows++) {
    const { rows: shown, cursorRow } = frame(rows);
    assert.ok(shown.length < rows, `${shown.length} of ${rows}`);
    assert.ok(cursorRow < shown.length);
  }
});

for (
  const [columns, rows] of [[80, 24], [120, 50], [40, 24], [20, 10], [20, 4], [12, 24]] as const
) {
  Deno.test(`the question about a large paste shows its answers on ${columns}×${rows}`, () => {
    const { composer, view } = parts();
    composer.press({ type: "paste", text: "x\n".repeat(500), isCut: false });
    const shown = composeFrame(composer, view, { columns, rows }, palette, 0).rows;
    const text = shown.join(" ");
    for (const answer of ["m", "f", "e", "n"]) assert.match(text, new RegExp(`\\b${answer}\\b`));
    assert.ok(shown.every((row) => row.length < columns), text);
    if (columns >= 20 && rows >= 10) assert.match(text, /\b500 lines/);
  });
}

Deno.test("composeDumbFrame() is the input line alone", () => {
  const { composer, say } = parts();
  say("id", "message");
  composer.press({ type: "text", text: "typed" });
  assert.deepEqual(composeDumbFrame(composer, { columns: 40, rows: 24 }).rows, ["> typed"]);
});
