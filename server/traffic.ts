/**
 * Numbers that only grow, counted where it costs next to nothing.
 * @module
 */

/** What one server has sent since it started. */
export class Traffic {
  sentBytes = 0;
  /** Entries times the members who were there to get them. */
  deliveries = 0;
}
