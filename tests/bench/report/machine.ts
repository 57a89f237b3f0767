/**
 * Where the figures were measured.
 * @module
 */
import { cpus, loadavg, release, totalmem } from "node:os";

/** Facts without which figures cannot be compared. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly deno: string;
  /** Processes that were running or waiting, on average of the minute before: more than none means company. */
  readonly loadBefore: number;
}

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

/** One line. */
export function formatMachine(machine: Machine): string {
  const { cores, processor, memoryGiB, kernel, deno, loadBefore } = machine;
  return `${cores} cores of ${processor}, ${memoryGiB} GiB, ${kernel}, Deno ${deno}, ` +
    `load before ${loadBefore.toFixed(2)}`;
}
