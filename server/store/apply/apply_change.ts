/**
 * The one way into the shared tables.
 * @module
 */
import { type Batch, type Change, type Moment, momentOf } from "../change.ts";
import type { Outcome } from "../outcome.ts";
import type { Store } from "../store.ts";
import type { Tables } from "../tables.ts";
import { fileOffered, fileStored, fileWithdrawn } from "./files.ts";
import { game, gameLapsed } from "./game.ts";
import { confirmed, forgotten, joined, left, released, renamed, resumed } from "./members.ts";
import { message } from "./message.ts";
import { moderated, operatorToken } from "./moderation.ts";

/** Applies one kind of change. `seq` is the number that an entry gets. */
export type Apply<C extends Change> = (
  tables: Tables,
  change: C,
  seq: number,
  moment: Moment,
) => Outcome;

const APPLY: { readonly [T in Change["type"]]: Apply<Extract<Change, { type: T }>> } = {
  joined,
  resumed,
  confirmed,
  left,
  released,
  forgotten,
  renamed,
  message,
  file_offered: fileOffered,
  file_stored: fileStored,
  file_withdrawn: fileWithdrawn,
  moderated,
  game,
  game_lapsed: gameLapsed,
  operator_token: operatorToken,
};

/**
 * Applies `change` to the tables, or finds that it may not be. Call it inside a transaction. What
 * comes of it depends on nothing but the tables and its arguments: the same changes in the same
 * order make the same tables anywhere.
 * @throws what SQLite throws; then the transaction has to be undone.
 */
export function applyChange(
  tables: Tables,
  change: Change,
  seq: number,
  moment: Moment,
): Outcome {
  return (APPLY[change.type] as Apply<Change>)(tables, change, seq, moment);
}

/** One change and what became of it. */
export interface Applied {
  readonly change: Change;
  readonly outcome: Outcome;
}

/**
 * Applies `batch`, whose first entry gets the number after `lastSeq`. One of several servers' is
 * applied only if it is the one that follows of its origin: `undefined` if it was applied before,
 * or one is missing before it. Call it inside a transaction.
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
