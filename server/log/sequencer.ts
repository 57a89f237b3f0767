/**
 * What brings changes into one order.
 * @module
 */
import type { Change } from "../store/mod.ts";

/** Changes that are applied together, in this order. Plain data. */
export interface Batch {
  /** Which server made it. */
  readonly origin: string;
  /** Numbers the batches of an origin without a gap, from 1. */
  readonly number: number;
  /** When it was made, in Unix time in ms. */
  readonly at: number;
  readonly changes: readonly Change[];
}

/** Can batches be brought in at the moment? */
export type SequencerState = "ready" | "unavailable";

/**
 * Brings the batches of one or several servers into one order and hands them back, to every server the same. What was handed
 * back is settled: it will be applied everywhere, sooner or later.
 */
export interface Sequencer {
  /** What this server is called among those that share the order; empty if it is alone, and its batches go nowhere else. */
  readonly origin: string;
  readonly state: SequencerState;
  /**
   * From now on `accept` gets the accepted batches, in order, once each; it must not throw. A server's own batches come back
   * in the order in which they were submitted.
   */
  start(accept: (batches: readonly Batch[]) => void): void;
  /** Hands a batch over. It is accepted later, or in the same turn. */
  submit(batch: Batch): void;
}
