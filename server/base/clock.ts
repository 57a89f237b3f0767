/**
 * Time, as an argument.
 * @module
 */

/** Where time comes from. */
export interface Clock {
  /** Monotonic, in ms. */
  readonly now: () => number;
  readonly date: () => Date;
}
