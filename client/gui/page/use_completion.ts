/**
 * Completing what is typed in the box, with the keys of every list.
 * @module
 */
import { useMemo, useState } from "preact/hooks";
import { complete, type Offer, offerAt } from "./completion.ts";
import { usePart } from "./store.ts";

export interface Completion {
  /** What is offered now. */
  readonly offer: Offer | undefined;
  /** The index of the candidate that Enter would take; -1 if it would take none. */
  readonly chosen: number;
  /** Offers what fits at `caret`. */
  readonly moved: (caret: number) => void;
  /** Puts the candidate `at` in its place. */
  readonly take: (at: number) => void;
  /** Is `event` for the list? It has done what the key asks for then. */
  readonly keyed: (event: KeyboardEvent) => boolean;
}

/** `changed` is told what the text is with a completion, and where the caret is then. */
export function useCompletion(
  text: string,
  changed: (text: string, caret: number) => void,
): Completion {
  const members = usePart((state) => state.room?.members) ?? NOTHING;
  const commands = usePart((state) => state.room?.commands) ?? NOTHING;
  const you = usePart((state) => state.room?.you ?? "");
  const [caret, setCaret] = useState(-1);
  const [moved, setMoved] = useState<number>();
  const offer = useMemo(() => {
    const names = members.filter((name) => name !== you);
    return offerAt(text, caret, { names, commands });
  }, [text, caret, members, commands, you]);
  const count = offer?.candidates.length ?? 0;
  const chosen = moved ?? (offer?.isAsked ? 0 : -1);
  const move = (next: number) => {
    setCaret(next);
    setMoved(undefined);
  };
  const take = (at: number) => {
    const candidate = offer?.candidates[at];
    if (offer === undefined || candidate === undefined) return;
    const next = complete(text, caret, { from: offer.from, candidate });
    move(-1);
    changed(next.text, next.caret);
  };
  const keyed = ({ key, shiftKey }: KeyboardEvent): boolean => {
    if (offer === undefined) return false;
    if (key === "ArrowDown") setMoved((chosen + 1) % count);
    else if (key === "ArrowUp") setMoved((Math.max(chosen, 0) + count - 1) % count);
    else if (key === "Tab" && !shiftKey) take(Math.max(chosen, 0));
    else if (key === "Enter" && !shiftKey && chosen >= 0) take(chosen);
    else if (key === "Escape") move(-1);
    else return false;
    return true;
  };
  return { offer, chosen, moved: move, take, keyed };
}

const NOTHING: readonly never[] = [];
