/**
 * What every workload is given.
 * @module
 */
import type { Figures } from "../load/job.ts";
import type { Row } from "../report/row.ts";
import type { ChatBuild } from "../servers/servers.ts";

/** How thorough a run is. */
export interface BenchOptions {
  readonly quick: boolean;
  /** Runs of each contender. */
  readonly runs: number;
  /** What `chat` is started from. */
  readonly build: ChatBuild;
  /** Tells somebody who waits what is going on. */
  readonly progress: (text: string) => void;
  /** Is the workload's time over? What has not begun by then is left out. */
  readonly isOver: () => boolean;
}

/** Measures one thing and returns its rows. */
export interface Workload {
  readonly measure: (options: BenchOptions) => Promise<readonly Row[]>;
  /** Time for the full form, after which no further run begins. */
  readonly limitSeconds: number;
}

/** What one contender's runs gave. */
export interface Series<C> {
  readonly contender: C;
  readonly runs: Figures[];
  /** Why the last runs are missing. */
  failure?: string;
}

/**
 * Lets `contenders` take turns, so that all of them see the same weather. One that fails is out; the others go on. The first
 * one always gets a run, however long it takes.
 */
export async function alternate<C extends { readonly by: string }>(
  work: string,
  contenders: readonly C[],
  options: BenchOptions,
  once: (contender: C) => Promise<Figures>,
): Promise<readonly Series<C>[]> {
  const all: Series<C>[] = contenders.map((contender) => ({ contender, runs: [] }));
  for (let run = 1; run <= options.runs; run++) {
    for (const series of all) {
      if (series.failure !== undefined) continue;
      if (options.isOver() && (run > 1 || series !== all[0])) {
        series.failure = `time was over after ${run - 1} runs`;
        continue;
      }
      options.progress(`${work}: ${series.contender.by}, run ${run}`);
      try {
        series.runs.push(await once(series.contender));
      } catch (error) {
        series.failure = `run ${run} failed: ${error instanceof Error ? error.message : error}`;
      }
    }
  }
  return all;
}

/** `texts` in one note; those that are missing are left out. */
export function noteOf(...texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== "").join("; ");
}
