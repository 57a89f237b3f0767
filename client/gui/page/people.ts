/**
 * Whom a message may name: everybody who is or was here, as far as the page knows.
 * @module
 */
import { MentionFinder } from "../../core/page.ts";
import { usePart } from "./store.ts";

const finders = new WeakMap<readonly string[], MentionFinder>();

/** Finds them in texts; the same for as long as nobody new comes. */
export function usePeople(): MentionFinder {
  const people = usePart((state) => state.people);
  const finder = finders.get(people) ?? new MentionFinder(people);
  finders.set(people, finder);
  return finder;
}
