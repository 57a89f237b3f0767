/**
 * Did you mean …?
 * @module
 */
import { distance } from "fastest-levenshtein";

/**
 * Which of `known` somebody meant who typed `word`, if it is near any; most people get the first
 * letter right.
 */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  const farness = (name: string) => distance(typed, name) + (name[0] === typed[0] ? 0 : 0.5);
  const [nearest = ""] = known.toSorted((a, b) => farness(a) - farness(b));
  return typed.length > 1 && distance(typed, nearest) <= 2 ? nearest : undefined;
}
