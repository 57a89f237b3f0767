/**
 * The ways in which a connection is made to break, at whatever byte.
 * @module
 */
import type { Fault } from "../../support/chaos_pipe.ts";

/** What kind of connection, and what becomes of it. Only an encrypted one notices a bit that has changed. */
export const CUTS: readonly (readonly [how: "a" | "an encrypted", kind: Fault["kind"]])[] = [
  ["a", "cut"],
  ["a", "half_close"],
  ["a", "reset"],
  ["an encrypted", "cut"],
  ["an encrypted", "corrupt"],
];
