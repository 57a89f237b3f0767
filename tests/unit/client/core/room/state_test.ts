/** Whose names a client knows. */
import assert from "node:assert/strict";
import { RoomState } from "../../../../../client/core/room/state.ts";

const LIMITS = { lineBytes: 1, textBytes: 1, nameChars: 1, fileBytes: 1, ratePerSecond: 1 };

function state(...members: string[]): RoomState {
  const state = new RoomState("ana");
  const welcome = { type: "welcome", you: "ana", room: "main", seq: 0, log: "l", token: "t" };
  state.welcomed({ ...welcome, members, resumed: false, limits: LIMITS, server: "s" } as never);
  return state;
}

Deno.test("names of those who are here, and of those who spoke, are known", () => {
  const room = state("ana", "ben");
  room.spoke("cleo");
  room.joined("dora");
  assert.deepEqual(room.knownNames, ["ana", "ben", "dora", "cleo"]);
  room.left("ben");
  room.spoke("dora");
  room.left("dora");
  assert.deepEqual(room.knownNames, ["ana", "cleo", "dora"]);
});

Deno.test("who takes another name is known by that one alone", () => {
  const room = state("ana", "Mia B");
  room.spoke("Mia B");
  room.renamed("Mia B", "Mia");
  assert.deepEqual(room.knownNames, ["ana", "Mia"]);
});

Deno.test("of those who spoke the latest are remembered, however many come", () => {
  const room = state("ana");
  for (let at = 0; at < 1_000; at++) room.spoke(`guest ${at}`);
  assert.ok(room.knownNames.length < 300);
  assert.ok(room.knownNames.includes("guest 999") && !room.knownNames.includes("guest 0"));
});
