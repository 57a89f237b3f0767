/**
 * What brings changes into one order.
 * @module
 */
import type { Batch } from "../store/mod.ts";

/** Can batches be brought in at the moment? */
export type SequencerState = "ready" | "unavailable";

/**
 * Brings the batches of one or several servers into one order and hands them back, to every server
 * the same. What was handed back is settled: it will be applied everywhere, sooner or later.
 */
export interface Sequencer {
  /**
   * What this server is called among those that share the order; empty if it is alone, and its
   * batches go nowhere else.
   */
  readonly origin: string;
  readonly state: SequencerState;
  /**
   * From now on `accept` gets the accepted batches, in order, once each; it must not throw. A
   * server's own batches come back in the order in which they were submitted.
   */
  start(accept: (batches: readonly Batch[]) => void): void;
  /** Hands a batch over. It is accepted later, or in the same turn. */
  submit(batch: Batch): void;
}
