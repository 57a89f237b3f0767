/**
 * What a person writes: the box, to whom it goes, what is on its way out of it, and what came back. Nothing that was typed is
 * dropped but by the one who typed it. Does no I/O.
 * @module
 */
import type { Refusal, Typed } from "../channel.ts";

/** Something written that is not in the box: put aside for another text, or refused meanwhile. */
export interface Held {
  readonly id: string;
  readonly text: string;
  /** The member it is for alone; the room otherwise. */
  readonly to: string | undefined;
  /** Why it came back. */
  readonly trouble: Trouble | undefined;
}

/** Why the page itself does not take something, or the process does not. */
export type Trouble =
  | ({ readonly kind: "refused" } & Refusal)
  /** The member has left. */
  | { readonly kind: "left"; readonly name: string }
  | { readonly kind: "files_are_public"; readonly name: string }
  | { readonly kind: "too_long"; readonly bytes: number; readonly most: number }
  /** The process that would send it does not answer. */
  | { readonly kind: "unreachable" };

export interface Compose {
  /** Whom the box is for alone; the room otherwise. */
  readonly to: string | undefined;
  /** `to` is not here any more: whoever takes the name may be somebody else. */
  readonly hasLeft: boolean;
  readonly text: string;
  /** What was sent and has no answer yet, oldest first. */
  readonly waiting: readonly Typed[];
  /** That of `waiting` whose text is still in the box. */
  readonly handed: string | undefined;
  readonly held: readonly Held[];
  /** About what is in the box. */
  readonly trouble: Trouble | undefined;
}

export const EMPTY_COMPOSE: Compose = {
  to: undefined,
  hasLeft: false,
  text: "",
  waiting: [],
  handed: undefined,
  held: [],
  trouble: undefined,
};

/** The box has other content now. */
export function write(compose: Compose, text: string): Compose {
  return { ...compose, text, handed: undefined, trouble: undefined };
}

/** The box is sent as `typed`; its text stays until there is an answer. */
export function hand(compose: Compose, typed: Typed): Compose {
  return {
    ...compose,
    waiting: [...compose.waiting, typed],
    handed: typed.ref,
    trouble: undefined,
  };
}

/** What was sent as `ref` was taken, or came back with `trouble`: into the box, unless there is something else by now. */
export function answered(compose: Compose, ref: string, trouble: Trouble | undefined): Compose {
  const typed = compose.waiting.find((one) => one.ref === ref);
  if (typed === undefined) return compose;
  const isInBox = compose.handed === ref;
  const next = {
    ...compose,
    waiting: compose.waiting.filter((one) => one !== typed),
    handed: isInBox ? undefined : compose.handed,
  };
  if (trouble === undefined) return isInBox ? refilled(cleared(next)) : next;
  if (isInBox) return { ...next, trouble };
  const { text, to } = typed;
  const held = { id: ref, text, to, trouble };
  return isEmpty(next) ? taken(next, held) : { ...next, held: [...next.held, held] };
}

/** The text in the box is for `to` from now on, because the person says so. */
export function writeTo(compose: Compose, to: string | undefined): Compose {
  const next = { ...withoutHanded(compose), to, hasLeft: false, trouble: undefined };
  return isEmpty(next) ? refilled(next) : next;
}

/** Another text for `to` takes the box; what was in it is put aside as `id`. */
export function replace(
  compose: Compose,
  { to, text, id }: { to: string | undefined; text: string; id: string },
): Compose {
  return { ...aside(compose, id), to, hasLeft: false, text };
}

/** What is held as `held` takes the box; what was in it is put aside as `id`. */
export function takeHeld(compose: Compose, held: string, id: string): Compose {
  const found = compose.held.find((one) => one.id === held);
  if (found === undefined) return compose;
  return taken(aside(dropHeld(compose, held), id), found);
}

export function dropHeld(compose: Compose, id: string): Compose {
  return { ...compose, held: compose.held.filter((one) => one.id !== id) };
}

/** A member has another name: what is for them goes with it. */
export function renamed(compose: Compose, from: string, to: string): Compose {
  const isTheirs = compose.to === from || compose.held.some((one) => one.to === from);
  if (!isTheirs) return compose;
  return {
    ...compose,
    to: compose.to === from ? to : compose.to,
    held: compose.held.map((one) => one.to === from ? { ...one, to } : one),
  };
}

/** `name` has left for good. */
export function left(compose: Compose, name: string): Compose {
  return compose.to === name ? { ...compose, hasLeft: true } : compose;
}

function isEmpty({ text }: Compose): boolean {
  return text.trim() === "";
}

function cleared(compose: Compose): Compose {
  return { ...compose, text: "", trouble: undefined };
}

/** Text that is on its way stands in the list of what waits when something else takes the box. */
function withoutHanded(compose: Compose): Compose {
  if (compose.handed === undefined) return compose;
  return { ...cleared(compose), handed: undefined };
}

function aside(compose: Compose, id: string): Compose {
  const { text, to, trouble, held, ...rest } = withoutHanded(compose);
  const kept = { id, text, to, trouble };
  const next = { ...rest, text: "", to, trouble: undefined, held };
  return text.trim() === "" ? next : { ...next, held: [...held, kept] };
}

function taken(compose: Compose, { text, to, trouble }: Held): Compose {
  const hasLeft = compose.to === to && compose.hasLeft;
  return { ...compose, to, hasLeft, text, trouble };
}

/** The newest of what is held for the one that the box is for comes back into it. */
function refilled(compose: Compose): Compose {
  const held = compose.held.findLast(({ to }) => to === compose.to);
  return held === undefined ? compose : taken(dropHeld(compose, held.id), held);
}
