/**
 * What every workload is given.
 * @module
 */
import type { Row } from "../report/row.ts";
import type { ChatBuild } from "../servers/servers.ts";

/** How thorough a run is. */
export interface BenchOptions {
  readonly quick: boolean;
  /** What `chat` is started from. */
  readonly build: ChatBuild;
  /** Tells somebody who waits what is going on. */
  readonly progress: (text: string) => void;
}

/** Measures one thing and returns its rows. */
export type Workload = (options: BenchOptions) => Promise<readonly Row[]>;

/** Runs per contender: medians of fewer mean little. */
export function runsOf(options: BenchOptions): number {
  return options.quick ? 3 : 5;
}

/** One workload made of several. */
export function inTurn(...workloads: readonly Workload[]): Workload {
  return async (options) => {
    const rows: Row[] = [];
    for (const workload of workloads) rows.push(...await workload(options));
    return rows;
  };
}
