/**
 * Following who may come back, for as long as their names are kept.
 * @module
 */
import { useEffect, useReducer } from "preact/hooks";
import { usePart } from "./store.ts";

/** The names that are kept now. */
export function useDropped(): readonly string[] {
  const dropped = usePart((state) => state.room?.dropped) ?? [];
  const [, lookAgain] = useReducer((count: number) => count + 1, 0);
  const now = Date.now();
  const kept = dropped.filter(({ until }) => until > now);
  const next = Math.min(...kept.map(({ until }) => until));
  useEffect(() => {
    if (next === Infinity) return;
    const timer = setTimeout(() => lookAgain(undefined), next - Date.now());
    return () => clearTimeout(timer);
  }, [next]);
  return kept.map(({ name }) => name);
}
