/**
 * The order of a server that is alone: whatever it hands over is next.
 * @module
 */
import type { Batch } from "../../store/mod.ts";
import type { Sequencer } from "../sequencer.ts";

/** Accepts every batch at once; the order is that of the calls. */
export class EmbeddedSequencer implements Sequencer {
  readonly origin = "";
  readonly state = "ready";
  #accept: (batches: readonly Batch[]) => void = () => {};

  start(accept: (batches: readonly Batch[]) => void): void {
    this.#accept = accept;
  }

  submit(batch: Batch): void {
    this.#accept([batch]);
  }
}
