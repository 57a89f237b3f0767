/**
 * The names of the front ends.
 * @module
 */

/** In the order in which they are offered. */
export const MODES = ["terminal", "gui", "lines", "json"] as const;
export type Mode = typeof MODES[number];
