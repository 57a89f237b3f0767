/**
 * Sizes and places on a screen, in cells.
 * @module
 */

/** Size of the screen. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A place on the screen, from 0. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

/**
 * Rows of the live region, none wider than the screen, and where the cursor stands in them (both
 * from 0).
 */
export interface Frame {
  readonly rows: readonly string[];
  readonly cursorRow: number;
  readonly cursorColumn: number;
}
