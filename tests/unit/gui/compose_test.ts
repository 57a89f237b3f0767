import assert from "node:assert/strict";
import fc from "fast-check";
import type { Typed } from "../../../client/gui/channel.ts";
import {
  answered,
  type Compose,
  dropHeld,
  EMPTY_COMPOSE,
  hand,
  left,
  renamed,
  replace,
  takeHeld,
  type Trouble,
  write,
  writeTo,
} from "../../../client/gui/page/compose.ts";
import { receive } from "../../../client/gui/page/page_state.ts";
import { EMPTY_STATE } from "../../../client/gui/page/page_state.ts";

const trouble: Trouble = { kind: "unreachable" };

function send(compose: Compose, ref: string): Compose {
  const { text, to } = compose;
  return hand(compose, { ref, text, ...(to !== undefined && { to }) });
}

Deno.test("the box is empty when its text was taken, and has its trouble when it was not", () => {
  const sent = send(write(EMPTY_COMPOSE, "a"), "1");
  assert.equal(sent.text, "a");
  assert.deepEqual(answered(sent, "1", undefined), EMPTY_COMPOSE);
  const refused = answered(sent, "1", trouble);
  assert.deepEqual([refused.text, refused.trouble, refused.waiting], ["a", trouble, []]);
  assert.equal(write(refused, "ab").trouble, undefined);
  assert.equal(answered(sent, "another", trouble), sent);
});

Deno.test("a second text that was begun meanwhile stays, whatever becomes of the first", () => {
  const both = write(send(write(EMPTY_COMPOSE, "first"), "1"), "second");
  assert.equal(answered(both, "1", undefined).text, "second");
  const refused = answered(both, "1", trouble);
  assert.deepEqual([refused.text, refused.held.map(({ text }) => text)], ["second", ["first"]]);
  const after = answered(send(refused, "2"), "2", undefined);
  assert.deepEqual([after.text, after.trouble, after.held], ["first", trouble, []]);
  // Taken now, it changes places with what is there.
  const taken = takeHeld(refused, "1", "3");
  assert.deepEqual([taken.text, taken.held.map(({ text }) => text)], ["first", ["second"]]);
});

Deno.test("what comes back is for whom it was, not for whom the box is by now", () => {
  const sent = send(write(writeTo(EMPTY_COMPOSE, "ana"), "secret"), "1");
  const toRoom = writeTo(sent, undefined);
  assert.deepEqual([toRoom.text, toRoom.to], ["", undefined]);
  const refused = answered(toRoom, "1", trouble);
  assert.deepEqual([refused.text, refused.to], ["secret", "ana"]);
  const busy = answered(write(toRoom, "for all"), "1", trouble);
  assert.deepEqual([busy.text, busy.to, busy.held[0]?.to], ["for all", undefined, "ana"]);
});

Deno.test("a text for another one is put aside, and comes back with them", () => {
  const begun = write(writeTo(EMPTY_COMPOSE, "ana"), "for ana");
  const reply = replace(begun, { to: undefined, text: "> ben: hi\n", id: "1" });
  assert.deepEqual([reply.to, reply.text], [undefined, "> ben: hi\n"]);
  const back = writeTo(answered(send(reply, "2"), "2", undefined), "ana");
  assert.deepEqual([back.text, back.held], ["for ana", []]);
  assert.deepEqual(dropHeld(reply, "1").held, []);
});

Deno.test("who is written to is followed over a new name, and not mistaken when gone", () => {
  const room = { type: "update" } as const;
  const at = "2026-01-01T00:00:00.000Z";
  const start = { ...EMPTY_STATE, compose: writeTo(EMPTY_COMPOSE, "ben") };
  const next = receive(start, {
    ...room,
    items: [
      { kind: "renamed", from: "ben", to: "bob", n: 0, at },
      { kind: "left", name: "ben", reason: "quit", n: 1, at },
      { kind: "left", name: "bob", reason: "lost", n: 2, at },
    ],
  });
  assert.deepEqual([next.compose.to, next.compose.hasLeft], ["bob", false]);
  const gone = receive(next, {
    ...room,
    items: [{ kind: "left", name: "bob", reason: "kicked", n: 3, at }],
  });
  assert.ok(gone.compose.hasLeft && !writeTo(gone.compose, "bob").hasLeft);
  assert.equal(renamed(EMPTY_COMPOSE, "a", "b"), EMPTY_COMPOSE);
  assert.equal(left(EMPTY_COMPOSE, "a"), EMPTY_COMPOSE);
});

Deno.test("property: nothing that was typed is lost before it was taken or thrown away", () => {
  type Step = (compose: Compose, n: number) => Compose;
  const pick = (of: readonly { readonly id: string }[], n: number) => of[n % of.length]?.id ?? "";
  const waitingRef = (of: readonly Typed[], n: number) => of[n % of.length]?.ref ?? "";
  const steps: readonly Step[] = [
    (c, n) => c.text === "" ? write(c, `text ${n}`) : c,
    (c, n) => c.text === "" || c.handed !== undefined ? c : send(c, `ref ${n}`),
    (c, n) => c.handed === undefined ? c : write(c, `text ${n}`),
    (c, n) => answered(c, waitingRef(c.waiting, n), trouble),
    (c, n) => writeTo(c, [undefined, "ana", "ben"][n % 3]),
    (c, n) => replace(c, { to: [undefined, "ana"][n % 2], text: `text ${n}`, id: `id ${n}` }),
    (c, n) => takeHeld(c, pick(c.held, n), `id ${n}`),
    (c) => renamed(c, "ana", "ben"),
    (c) => left(c, "ben"),
  ];
  const seen = ({ text, waiting, held }: Compose) =>
    new Set([text, ...[...waiting, ...held].map((one) => one.text)]);
  fc.assert(fc.property(fc.array(fc.nat(steps.length - 1), { maxLength: 60 }), (run) => {
    let compose = EMPTY_COMPOSE;
    run.forEach((step, n) => {
      const before = seen(compose);
      compose = (steps[step] as Step)(compose, n);
      const after = seen(compose);
      for (const text of before) assert.ok(text === "" || after.has(text), `${text} is lost`);
    });
  }));
});
