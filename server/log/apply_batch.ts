/**
 * A batch becomes entries and tables.
 * @module
 */
import { applyChange, type Change, momentOf, type Outcome, type Store } from "../store/mod.ts";
import type { Batch } from "./sequencer.ts";

/** One change and what became of it. */
export interface Applied {
  readonly change: Change;
  readonly outcome: Outcome;
}

/**
 * Applies `batch`, whose first entry gets the number after `lastSeq`. One of several servers' is applied only if it is the
 * one that follows of its origin: `undefined` if it was applied before, or one is missing before it. Call it inside a
 * transaction.
 * @throws what SQLite throws; then the transaction has to be undone.
 */
export function applyBatch(
  store: Store,
  { origin, number, at, changes }: Batch,
  lastSeq: number,
): Applied[] | undefined {
  if (origin !== "" && !store.origins.accept(origin, number)) return undefined;
  const moment = momentOf(at);
  let seq = lastSeq;
  return changes.map((change) => {
    const outcome = applyChange(store, change, seq + 1, moment);
    if (outcome.kind === "entered") seq = outcome.seq;
    return { change, outcome };
  });
}
