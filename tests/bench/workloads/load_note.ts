/**
 * What a row says about the processor time of server and generator.
 * @module
 */
import type { Figures } from "../load/job.ts";
import { median } from "../report/row.ts";

/** From here on the generator may be what limits a figure. */
const BUSY_SHARE = 0.9;

/** Cores that server and generator used, and a warning where the generator had none to spare. */
export function loadNote(runs: readonly Figures[]): string {
  const share = (name: string) => median(runs.map((figures) => figures[name] ?? NaN));
  const load = share("loadCpuShare");
  const cores = `cores used: server ${share("serverCpuShare").toFixed(2)}, load ${load.toFixed(2)}`;
  return load < BUSY_SHARE ? cores : `${cores} (the generator is at its limit)`;
}
