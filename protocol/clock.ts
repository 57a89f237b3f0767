/**
 * The two kinds of time.
 * @module
 */

/** Where time comes from, so that tests can make their own. */
export interface Clock {
  /** Milliseconds since an unknown moment; never goes back. For how long something takes. */
  monotonic(): number;
  /**
   * Milliseconds since 1970. People and other programs set it, forwards and back. For what is shown
   * and stored.
   */
  wall(): number;
}

/** The time of this machine. */
export const SYSTEM_CLOCK: Clock = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
};
