/**
 * Where the figures were measured.
 * @module
 */
import { cpus, loadavg, release, totalmem } from "node:os";
import { z } from "zod";

/** Facts without which figures cannot be compared. */
export const Machine = z.object({
  cores: z.number(),
  processor: z.string(),
  memoryGiB: z.number(),
  kernel: z.string(),
  deno: z.string(),
  /** Processes that were running or waiting, on average of the minute before: more than none means company. */
  loadBefore: z.number(),
}).readonly();
export type Machine = z.infer<typeof Machine>;

/** This machine, now. */
export function machineFacts(): Machine {
  const [processor] = cpus();
  return {
    cores: cpus().length,
    processor: processor?.model.trim() ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: `${Deno.build.os} ${release()}`,
    deno: Deno.version.deno,
    loadBefore: loadavg()[0] ?? NaN,
  };
}

/** One line without the load, which differs from one moment to the next. */
export function formatMachine(machine: Machine): string {
  const { cores, processor, memoryGiB, kernel, deno } = machine;
  return `${cores} cores of ${processor}, ${memoryGiB} GiB, ${kernel}, Deno ${deno}`;
}
