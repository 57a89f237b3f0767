/**
 * Members who say nothing.
 * @module
 */
import { Crowd } from "./crowd.ts";
import type { Cues, Figures, JobOf } from "./job.ts";
import type { ClockUs } from "./sender.ts";

/** Enters with everybody and stays until told to stop. */
export async function idle(job: JobOf<"idle">, cues: Cues, clockUs: ClockUs): Promise<Figures> {
  using crowd = await Crowd.listen(job, clockUs);
  await cues.ready();
  await crowd.during(aborted(cues.stop));
  return { members: crowd.members.length };
}

/** Resolves when `signal` is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true })
  );
}
