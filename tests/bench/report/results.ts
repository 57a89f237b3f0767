/**
 * What was measured, kept from one run of the benchmark to the next.
 * @module
 */
import { z } from "zod";
import { Machine } from "./machine.ts";
import { Row } from "./row.ts";

/** One workload, measured in one sitting. */
export const Entry = z.object({
  /** When it ended (RFC 3339). */
  at: z.string(),
  seconds: z.number(),
  quick: z.boolean(),
  runs: z.number(),
  build: z.string(),
  machine: Machine,
  rows: z.array(Row).readonly(),
}).readonly();
export type Entry = z.infer<typeof Entry>;

/** All that was measured, by the name of the workload; a later measurement replaces the one before. */
export const Results = z.record(z.string(), Entry);
export type Results = Readonly<z.infer<typeof Results>>;

/** The results kept in `file`; none if there is no such file. @throws {Error} if it holds something else. */
export function readResults(file: URL): Results {
  try {
    return Results.parse(JSON.parse(Deno.readTextFileSync(file)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
}
