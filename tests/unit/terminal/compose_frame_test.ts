import assert from "node:assert/strict";
import { paletteOf } from "../../../client/terminal/colour.ts";
import { composeDumbFrame, composeFrame } from "../../../client/terminal/compose_frame.ts";
import { Composer } from "../../../client/terminal/composer.ts";
import { RoomView } from "../../../client/terminal/room_view.ts";

const palette = paletteOf(false);

function parts() {
  const composer = new Composer();
  const view = new RoomView("ana", true, () => ({ palette, columns: 40 }));
  const frame = (rows: number) => composeFrame(composer, view, { columns: 40, rows }, palette, 0);
  return { composer, view, frame };
}

Deno.test("composeFrame() puts what is under way above the input line and the status below", () => {
  const { composer, view, frame } = parts();
  composer.press({ type: "text", text: "typed" });
  for (let at = 0; at < 5; at++) view.said(`id${at}`, { text: `message ${at}` });
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
  const { composer, view, frame } = parts();
  composer.press({ type: "paste", text: "1\n2\n3\n4\n5\n6\n7\n8\n9\n10", isCut: false });
  for (let at = 0; at < 5; at++) view.said(`id${at}`, { text: `message ${at}` });
  for (let rows = 2; rows <= 30; rows++) {
    const { rows: shown, cursorRow } = frame(rows);
    assert.ok(shown.length < rows, `${shown.length} of ${rows}`);
    assert.ok(cursorRow < shown.length);
  }
});

Deno.test("composeFrame() asks about a large paste in the place of the input", () => {
  const { composer, frame } = parts();
  composer.press({ type: "paste", text: "x\n".repeat(299) + "x", isCut: false });
  assert.match(frame(24).rows[0] ?? "", /^Pasted 300 lines: \(m\) send/);
});

Deno.test("composeDumbFrame() is the input line alone", () => {
  const { composer, view } = parts();
  view.said("id", { text: "message" });
  composer.press({ type: "text", text: "typed" });
  assert.deepEqual(composeDumbFrame(composer, { columns: 40, rows: 24 }).rows, ["> typed"]);
});
