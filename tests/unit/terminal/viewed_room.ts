/**
 * A view of a room that a test tells what happens.
 * @module
 */
import type { EventBody } from "../../../client/core/base/events.ts";
import { paletteOf } from "../../../client/terminal/colour.ts";
import { RoomView } from "../../../client/terminal/room_view.ts";

/** 21:04 here, wherever that is. */
export const AT = new Date(2026, 10, 22, 21, 4).toISOString();

/** A view that has joined and shown so. */
export function roomView() {
  const look = { palette: paletteOf(false), columns: 100, names: ["ana", "ben"] };
  const view = new RoomView("ana", true, () => look);
  const handle = (event: EventBody, nowMs = 0) => view.handle({ ...event, at: AT }, nowMs);
  const welcome = (again = false, missed = 0) => {
    const members = ["ana", "ben"];
    handle({ type: "link", state: "up" });
    handle({
      type: "welcome",
      you: "ana",
      room: "main",
      members,
      server: "chat",
      again,
      missed,
      resumed: again,
    });
  };
  welcome();
  view.transcript.take();
  const say = (text: string, history = false, from = "ben", nowMs = 0) =>
    handle({ type: "message", id: "x", seq: 1, from, text, history }, nowMs);
  return { view, handle, welcome, say, rows: () => view.transcript.take() };
}
